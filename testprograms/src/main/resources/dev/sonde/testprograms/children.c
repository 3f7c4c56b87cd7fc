/*
 * Makes processes and threads in the way that the first argument names. work() is called by parents and children alike,
 * and a child in which somebody else's breakpoint was left would die there.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

volatile long worked;

__attribute__((noinline)) void work(long n) {
    worked += n;
}

static int child(void *argument) {
    (void) argument;
    work(1);
    work(1);
    return 5;
}

static void report(int pid) {
    int status = -1;
    waitpid(pid, &status, __WALL);
    work(10);
    printf("child %s %d, worked %ld\n", WIFEXITED(status) ? "exited" : "was killed",
           WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status), worked);
    fflush(stdout);
}

static void *exec_from_here(void *argument) {
    work(1);
    execl((const char *) argument, "children", "plain", (char *) NULL);
    return NULL;
}

static void *wait_for_ever(void *argument) {
    pause();
    return argument;
}

static void *outlive(void *argument) {
    pthread_join(*(pthread_t *) argument, NULL);
    work(3);
    printf("outlived the leader, worked %ld\n", worked);
    fflush(stdout);
    exit(9);
}

static void *read_to_the_end(void *argument) {
    pthread_join(*(pthread_t *) argument, NULL);
    printf("ready\n");
    fflush(stdout);
    char c;
    while (read(0, &c, 1) > 0) {
    }
    exit(8);
}

static void *vfork_here(void *argument) {
    for (int i = 0; i < 20; i++) {
        pid_t pid = vfork();
        if (pid == 0) {
            execl("/bin/true", "true", (char *) NULL);
            _exit(99);
        }
        int status;
        waitpid(pid, &status, 0);
        work(1);
        if (status != 0) {
            exit(1);
        }
    }
    return argument;
}

int main(int argc, char **argv) {
    const char *mode = argc > 1 ? argv[1] : "plain";
    static char stack[1 << 16];
    pthread_t thread;
    if (strcmp(mode, "fork") == 0) {
        pid_t pid = fork();
        if (pid == 0) {
            _exit(child(NULL));
        }
        report(pid);
    } else if (strcmp(mode, "vfork") == 0) {
        pid_t pid = vfork();
        if (pid == 0) {
            work(2);
            execl(argv[0], argv[0], "plain", (char *) NULL);
            _exit(99);
        }
        report(pid);
    } else if (strcmp(mode, "vforks") == 0) {
        pthread_t threads[4];
        for (int i = 0; i < 4; i++) {
            pthread_create(&threads[i], NULL, vfork_here, NULL);
        }
        for (int i = 0; i < 4; i++) {
            pthread_join(threads[i], NULL);
        }
        printf("all vforked\n");
    } else if (strcmp(mode, "spawn") == 0) {
        pid_t pid;
        char *arguments[] = {argv[0], "plain", NULL};
        posix_spawn(&pid, argv[0], NULL, NULL, arguments, environ);
        report(pid);
    } else if (strcmp(mode, "clone-copy") == 0) {
        report(clone(child, stack + sizeof stack, 0, NULL));
    } else if (strcmp(mode, "clone-vfork-copy") == 0) {
        report(clone(child, stack + sizeof stack, CLONE_VFORK | SIGCHLD, NULL));
    } else if (strcmp(mode, "clone-shared") == 0) {
        report(clone(child, stack + sizeof stack, CLONE_VM, NULL));
    } else if (strcmp(mode, "clone-shared-sigchld") == 0) {
        report(clone(child, stack + sizeof stack, CLONE_VM | SIGCHLD, NULL));
    } else if (strcmp(mode, "exec") == 0) {
        work(1);
        execl(argv[0], argv[0], "plain", (char *) NULL);
    } else if (strcmp(mode, "thread-exec") == 0) {
        pthread_t other;
        for (int i = 0; i < 5; i++) {
            pthread_create(&other, NULL, wait_for_ever, NULL);
        }
        pthread_create(&thread, NULL, exec_from_here, argv[0]);
        pause();
    } else if (strcmp(mode, "leader-exits") == 0 || strcmp(mode, "leader-exits-first") == 0) {
        static pthread_t leader;
        leader = pthread_self();
        pthread_create(&thread, NULL, strcmp(mode, "leader-exits") == 0 ? outlive : read_to_the_end, &leader);
        pthread_exit(NULL);
    } else {
        work(4);
        printf("plain, worked %ld\n", worked);
        return 4;
    }
    return 0;
}
