/* Traps of the program's own making, by the first argument: int3, flag, raise, stop, kill-self, or a signal's number. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t traps;

static void on_trap(int number) {
    (void) number;
    traps++;
}

__attribute__((noinline)) void own_int3(void) {
    __asm__ volatile(".globl the_int3\nthe_int3: int3");
}

__attribute__((noinline)) void own_flag(void) {
    __asm__ volatile(".globl set_flag, in_flag\n"
                     "set_flag: pushfq; orq $0x100, (%%rsp); popfq\n"
                     "nop\n"
                     "in_flag: nop\n"
                     "nop\n"
                     "pushfq; andq $~0x100, (%%rsp); popfq\n" ::: "memory", "cc");
}

int main(int argc, char **argv) {
    const char *mode = argc > 1 ? argv[1] : "int3";
    int signal_number = atoi(mode);
    struct sigaction action = {.sa_handler = on_trap};
    sigaction(signal_number > 0 ? signal_number : SIGTRAP, &action, NULL);
    if (signal_number > 0) {
        for (int i = 0; i < 3; i++) {
            raise(signal_number);
        }
    } else if (strcmp(mode, "int3") == 0) {
        own_int3();
        own_int3();
    } else if (strcmp(mode, "flag") == 0) {
        own_flag();
    } else if (strcmp(mode, "raise") == 0) {
        raise(SIGTRAP);
    } else if (strcmp(mode, "stop") == 0) {
        raise(SIGSTOP);
        traps = 100;
    } else if (strcmp(mode, "fault") == 0) {
        signal(SIGSEGV, SIG_DFL);
        *(volatile int *) 16 = 1;
    } else if (strcmp(mode, "kill") == 0) {
        kill(getpid(), SIGKILL);
    }
    printf("traps %d\n", (int) traps);
    return 0;
}
