/* Programs that are in a debugger's way, by the first argument; each calls tick() five times and tells what it found. */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int ticks;

__attribute__((noinline)) void tick(void) {
    ticks++;
}

static int own_debugger(void) {
    errno = 0;
    return ptrace(PTRACE_TRACEME, 0, 0, 0) == 0 ? 0 : errno;
}

static int filtered(void) {
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EACCES),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
        return -1;
    }
    errno = 0;
    syscall(SYS_getppid);
    return errno;
}

static int traces_its_child(void) {
    int go[2];
    if (pipe(go) != 0) {
        return -1;
    }
    pid_t child = fork();
    if (child == 0) {
        char c;
        close(go[1]);
        if (read(go[0], &c, 1) == 1) {
            tick();
        }
        _exit(40 + ticks);
    }
    close(go[0]);
    int status = 0;
    int stops = 0;
    if (ptrace(PTRACE_SEIZE, child, 0, 0) != 0 || ptrace(PTRACE_INTERRUPT, child, 0, 0) != 0) {
        return -1;
    }
    while (waitpid(child, &status, 0) == child && WIFSTOPPED(status)) {
        if (stops++ == 0 && write(go[1], "g", 1) != 1) {
            return -1;
        }
        ptrace(PTRACE_CONT, child, 0, 0);
    }
    return stops == 1 ? WEXITSTATUS(status) : -stops;
}

int main(int argc, char **argv) {
    const char *mode = argc > 1 ? argv[1] : "";
    int found = 0;
    sigset_t trap;
    sigemptyset(&trap);
    sigaddset(&trap, SIGTRAP);
    if (strcmp(mode, "blocks") == 0) {
        sigprocmask(SIG_BLOCK, &trap, NULL);
    } else if (strcmp(mode, "ignores") == 0) {
        signal(SIGTRAP, SIG_IGN);
    } else if (strcmp(mode, "traceme") == 0) {
        found = own_debugger();
    } else if (strcmp(mode, "seccomp") == 0) {
        found = filtered();
    } else if (strcmp(mode, "traces") == 0) {
        found = traces_its_child();
    }
    for (int i = 0; i < 5; i++) {
        tick();
    }
    printf("ticks %d found %d\n", ticks, found);
    return 0;
}
