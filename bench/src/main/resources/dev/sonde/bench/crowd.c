/* crowd N DEPTH busy|idle [KILOBYTES]: N threads, each DEPTH calls deep and with a stack of that size, that compute or sleep
   until the input ends. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int busy;
static volatile long turns;
static pthread_barrier_t all_there;

__attribute__((noinline)) static long descend(int depth) {
    if (depth > 1) {
        return descend(depth - 1) + 1;
    }
    pthread_barrier_wait(&all_there);
    while (busy) {
        turns++;
    }
    pause();
    return 0;
}

static void *run(void *depth) {
    return (void *) descend((int) (long) depth);
}

int main(int argc, char **argv) {
    int n = argc > 1 ? atoi(argv[1]) : 1;
    long depth = argc > 2 ? atol(argv[2]) : 1;
    busy = argc > 3 && strcmp(argv[3], "busy") == 0;
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, (argc > 4 ? atol(argv[4]) : 128) * 1024);
    pthread_barrier_init(&all_there, NULL, n + 1);
    for (int i = 0; i < n; i++) {
        pthread_t thread;
        if (pthread_create(&thread, &small, run, (void *) depth) != 0) {
            perror("pthread_create");
            return 1;
        }
    }
    pthread_barrier_wait(&all_there);
    printf("ready\n");
    fflush(stdout);
    char c;
    while (read(0, &c, 1) > 0) {
    }
    return 0;
}
