/* Threads that sleep in a system call; escape() ends the program with 42 when somebody sends a thread there. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

__attribute__((noinline)) void escape(void) {
    _exit(42);
}

static void *sleep_on(void *argument) {
    for (;;) {
        pause();
    }
    return argument;
}

int main(int argc, char **argv) {
    int n = argc > 1 ? atoi(argv[1]) : 1;
    for (int i = 0; i < n; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, sleep_on, NULL);
    }
    printf("ready\n");
    fflush(stdout);
    for (;;) {
        pause();
    }
}
