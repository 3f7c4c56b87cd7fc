/* Executes one instruction per case of the standard input, with given registers and memory, and prints what is left.
   A signal handler puts the registers in place and sets the trap flag, so the processor stops after one instruction. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#define DATA_ADDRESS 0x10000000L
#define CODE_ADDRESS 0x20000000L
#define DATA_BYTES 4096
#define TRAP_FLAG 0x100

struct state {
    unsigned long registers[16];
    unsigned long rip;
    unsigned long eflags;
};

struct test {
    struct state state;
    unsigned char code[16];
    unsigned char data[DATA_BYTES];
};

struct result {
    unsigned long signal;
    struct state state;
    unsigned char data[DATA_BYTES];
};

/* In the order in which instructions number them. */
static const int numbers[16] = {REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP, REG_RSI, REG_RDI,
                                REG_R8,  REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15};

static unsigned char *data;
static unsigned char *code;
static int running;
static gregset_t home;

static void start_next(ucontext_t *context) {
    struct test test;
    if (fread(&test, sizeof test, 1, stdin) != 1) {
        memcpy(context->uc_mcontext.gregs, home, sizeof home);
        running = 0;
        return;
    }
    memcpy(data, test.data, DATA_BYTES);
    memcpy(code, test.code, sizeof test.code);
    for (int i = 0; i < 16; i++) {
        context->uc_mcontext.gregs[numbers[i]] = test.state.registers[i];
    }
    context->uc_mcontext.gregs[REG_RIP] = test.state.rip;
    context->uc_mcontext.gregs[REG_EFL] = test.state.eflags | TRAP_FLAG;
}

static void finish(int signal, ucontext_t *context) {
    struct result result;
    result.signal = signal;
    for (int i = 0; i < 16; i++) {
        result.state.registers[i] = context->uc_mcontext.gregs[numbers[i]];
    }
    result.state.rip = context->uc_mcontext.gregs[REG_RIP];
    result.state.eflags = context->uc_mcontext.gregs[REG_EFL];
    memcpy(result.data, data, DATA_BYTES);
    if (fwrite(&result, sizeof result, 1, stdout) != 1) {
        _exit(1);
    }
}

static void handler(int signal, siginfo_t *info, void *argument) {
    ucontext_t *context = argument;
    (void) info;
    if (running) {
        finish(signal, context);
    } else {
        memcpy(home, context->uc_mcontext.gregs, sizeof home);
        running = 1;
    }
    start_next(context);
}

int main(void) {
    data = mmap((void *) DATA_ADDRESS, DATA_BYTES, PROT_READ | PROT_WRITE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    code = mmap((void *) CODE_ADDRESS, DATA_BYTES, PROT_READ | PROT_WRITE | PROT_EXEC,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    stack_t stack = {.ss_sp = malloc(1 << 16), .ss_size = 1 << 16};
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    if (data == MAP_FAILED || code == MAP_FAILED || sigaltstack(&stack, NULL) != 0) {
        return 1;
    }
    sigaction(SIGTRAP, &action, NULL);
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
    sigaction(SIGILL, &action, NULL);
    raise(SIGTRAP);
    return fflush(stdout) == 0 ? 0 : 1;
}
