/* Starts as many threads as its first argument says; each calls hit() once with its own number. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

atomic_long total;

__attribute__((noinline)) void hit(long number) {
    atomic_fetch_add(&total, number);
}

static void *run(void *argument) {
    hit((long) argument);
    return NULL;
}

int main(int argc, char **argv) {
    long n = argc > 1 ? atol(argv[1]) : 10;
    pthread_t *threads = calloc(n, sizeof *threads);
    for (long i = 0; i < n; i++) {
        if (pthread_create(&threads[i], NULL, run, (void *) (i + 1)) != 0) {
            return 1;
        }
    }
    for (long i = 0; i < n; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("total %ld\n", (long) total);
    return 0;
}
