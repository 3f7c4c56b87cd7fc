/*
 * Keeps as many threads busy as its first argument says, each of which also makes and joins short-lived threads, until
 * its input ends. Then tells whether its code is what it was at the start.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern const unsigned char __executable_start[];
extern const unsigned char etext[];

atomic_long turns;
atomic_int over;

static unsigned long checksum(void) {
    unsigned long sum = 5381;
    for (const unsigned char *p = __executable_start; p < etext; p++) {
        sum = sum * 33 + *p;
    }
    return sum;
}

__attribute__((noinline)) void turn(long number) {
    atomic_fetch_add(&turns, number);
}

static void *brief(void *argument) {
    turn(1);
    return argument;
}

static void *run(void *argument) {
    long made = 0;
    while (!over) {
        for (int i = 0; i < 1000; i++) {
            turn(1);
        }
        pthread_t thread;
        if (pthread_create(&thread, NULL, brief, NULL) != 0 || pthread_join(thread, NULL) != 0) {
            abort();
        }
        made++;
    }
    return (void *) made;
}

int main(int argc, char **argv) {
    int n = argc > 1 ? atoi(argv[1]) : 4;
    unsigned long before = checksum();
    pthread_t *threads = calloc(n, sizeof *threads);
    for (int i = 0; i < n; i++) {
        if (pthread_create(&threads[i], NULL, run, NULL) != 0) {
            return 1;
        }
    }
    printf("ready\n");
    fflush(stdout);
    char c;
    while (read(0, &c, 1) > 0) {
    }
    over = 1;
    for (int i = 0; i < n; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("code %s\n", checksum() == before ? "intact" : "changed");
    return 0;
}
