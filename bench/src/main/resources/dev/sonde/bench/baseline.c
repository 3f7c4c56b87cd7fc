/* The same work as the benchmarks do, in C with nothing in between: the measure of what ptrace can give.
 *
 *   baseline hits  ADDRESS N PROGRAM ARGS...   hits of a breakpoint whose condition is false
 *   baseline steps N PROGRAM ARGS...           single steps
 *   baseline read  ADDRESS MIB PROGRAM ARGS... reading memory in pieces of 1 MiB, once ADDRESS is hit
 *   baseline time  COMMAND ARGS...             a whole process, its output thrown away
 *   baseline stop  PID N                       stopping all threads, N times; prints the seconds of one
 *
 * ADDRESS is hexadecimal. Tracer and tracee share one processor. Prints the figure per second alone on a line; for time
 * the seconds and the largest resident set in KiB.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void check(long result, const char *what) {
    if (result == -1) {
        perror(what);
        exit(1);
    }
}

static void stay_on_one_cpu(void) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(sched_getcpu(), &set);
    check(sched_setaffinity(0, sizeof set, &set), "sched_setaffinity");
}

static pid_t launch(char **argv) {
    pid_t pid = fork();
    check(pid, "fork");
    if (pid == 0) {
        ptrace(PTRACE_TRACEME, 0, 0, 0);
        execv(argv[0], argv);
        _exit(127);
    }
    int status;
    check(waitpid(pid, &status, 0), "waitpid");
    return pid;
}

static void stop(pid_t pid, int n) {
    static pid_t tids[100000];
    int count = 0;
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *tasks = opendir(path);
    check(tasks == NULL ? -1 : 0, path);
    for (struct dirent *task; (task = readdir(tasks)) != NULL;) {
        if (task->d_name[0] != '.') {
            tids[count] = atoi(task->d_name);
            check(ptrace(PTRACE_SEIZE, tids[count++], 0, 0), "PTRACE_SEIZE");
        }
    }
    closedir(tasks);
    double total = 0;
    for (int round = 0; round < n; round++) {
        double start = now();
        for (int i = 0; i < count; i++) {
            check(ptrace(PTRACE_INTERRUPT, tids[i], 0, 0), "PTRACE_INTERRUPT");
        }
        for (int i = 0; i < count; i++) {
            int status;
            check(waitpid(tids[i], &status, __WALL), "waitpid");
        }
        total += now() - start;
        for (int i = 0; i < count; i++) {
            check(ptrace(PTRACE_CONT, tids[i], 0, 0), "PTRACE_CONT");
        }
    }
    printf("%.6f\n", total / n);
}

static long plant(pid_t pid, uintptr_t address) {
    errno = 0;
    long word = ptrace(PTRACE_PEEKTEXT, pid, address, 0);
    check(errno ? -1 : 0, "PTRACE_PEEKTEXT");
    check(ptrace(PTRACE_POKETEXT, pid, address, (word & ~0xffL) | 0xcc), "PTRACE_POKETEXT");
    return word;
}

static void hits(uintptr_t address, long n, char **argv) {
    pid_t pid = launch(argv);
    long word = plant(pid, address);
    long patched = (word & ~0xffL) | 0xcc;
    struct user_regs_struct regs;
    int status;
    long met = 0;
    check(ptrace(PTRACE_CONT, pid, 0, 0), "PTRACE_CONT");
    check(waitpid(pid, &status, 0), "waitpid");
    double start = now();
    for (long i = 0; i < n && WIFSTOPPED(status); i++) {
        check(ptrace(PTRACE_GETREGS, pid, 0, &regs), "PTRACE_GETREGS");
        met += regs.rdi == (unsigned long) -1;
        regs.rip = address;
        check(ptrace(PTRACE_SETREGS, pid, 0, &regs), "PTRACE_SETREGS");
        check(ptrace(PTRACE_POKETEXT, pid, address, word), "PTRACE_POKETEXT");
        check(ptrace(PTRACE_SINGLESTEP, pid, 0, 0), "PTRACE_SINGLESTEP");
        check(waitpid(pid, &status, 0), "waitpid");
        check(ptrace(PTRACE_POKETEXT, pid, address, patched), "PTRACE_POKETEXT");
        check(ptrace(PTRACE_CONT, pid, 0, 0), "PTRACE_CONT");
        check(waitpid(pid, &status, 0), "waitpid");
    }
    printf("%.0f\n", n / (now() - start));
    kill(pid, SIGKILL);
    if (met) {
        exit(1);
    }
}

static void steps(long n, char **argv) {
    pid_t pid = launch(argv);
    int status;
    double start = now();
    for (long i = 0; i < n; i++) {
        check(ptrace(PTRACE_SINGLESTEP, pid, 0, 0), "PTRACE_SINGLESTEP");
        check(waitpid(pid, &status, 0), "waitpid");
    }
    printf("%.0f\n", n / (now() - start));
    kill(pid, SIGKILL);
}

static void read_memory(uintptr_t address, long mib, char **argv) {
    pid_t pid = launch(argv);
    plant(pid, address);
    int status;
    struct user_regs_struct regs;
    check(ptrace(PTRACE_CONT, pid, 0, 0), "PTRACE_CONT");
    check(waitpid(pid, &status, 0), "waitpid");
    check(ptrace(PTRACE_GETREGS, pid, 0, &regs), "PTRACE_GETREGS");
    size_t piece = 1 << 20;
    char *buffer = malloc(piece);
    memset(buffer, 0, piece);
    double start = now();
    for (long i = 0; i < mib; i++) {
        struct iovec local = {buffer, piece};
        struct iovec remote = {(void *) (uintptr_t) (regs.rdi + i * piece), piece};
        if (process_vm_readv(pid, &local, 1, &remote, 1, 0) != (ssize_t) piece) {
            perror("process_vm_readv");
            exit(1);
        }
    }
    printf("%.0f\n", mib * (double) piece / (now() - start));
    kill(pid, SIGKILL);
}

static void time_process(char **argv) {
    double start = now();
    pid_t pid = fork();
    check(pid, "fork");
    if (pid == 0) {
        int null = open("/dev/null", O_RDWR);
        dup2(null, 0);
        dup2(null, 1);
        dup2(null, 2);
        execvp(argv[0], argv);
        _exit(127);
    }
    int status;
    struct rusage usage;
    check(wait4(pid, &status, 0, &usage), "wait4");
    printf("%.6f %ld\n", now() - start, usage.ru_maxrss);
    if (!WIFEXITED(status) || WEXITSTATUS(status) == 127) {
        exit(1);
    }
}

int main(int argc, char **argv) {
    if (argc > 2 && strcmp(argv[1], "time") == 0) {
        time_process(argv + 2);
        return 0;
    }
    if (argc > 3 && strcmp(argv[1], "stop") == 0) {
        stop(atoi(argv[2]), atoi(argv[3]));
        return 0;
    }
    stay_on_one_cpu();
    if (argc > 4 && strcmp(argv[1], "hits") == 0) {
        hits(strtoul(argv[2], NULL, 16), atol(argv[3]), argv + 4);
    } else if (argc > 3 && strcmp(argv[1], "steps") == 0) {
        steps(atol(argv[2]), argv + 3);
    } else if (argc > 4 && strcmp(argv[1], "read") == 0) {
        read_memory(strtoul(argv[2], NULL, 16), atol(argv[3]), argv + 4);
    } else {
        fprintf(stderr, "usage: see the comment at the top of baseline.c\n");
        return 2;
    }
    return 0;
}
