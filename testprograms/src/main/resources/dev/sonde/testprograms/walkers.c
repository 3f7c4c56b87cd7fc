/* Two threads that call tick without end. */
#include <pthread.h>

volatile long counters[2];

void tick(long walker) { counters[walker]++; }

void *walk(void *walker) {
    for (;;) {
        tick((long) walker);
    }
    return 0;
}

int main(void) {
    pthread_t threads[2];
    for (long i = 0; i < 2; i++) {
        pthread_create(&threads[i], 0, walk, (void *) i);
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], 0);
    }
    return 0;
}
