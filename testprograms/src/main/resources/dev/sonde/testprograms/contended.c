/* Two threads run the same lines, one lock between them, until each has done it as often as the argument says. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long rounds;
static long total;

static void add(long amount)
{
    pthread_mutex_lock(&lock);
    total += amount;
    pthread_mutex_unlock(&lock);
}

static void *work(void *amount)
{
    for (long i = 0; i < rounds; i++)
        add((long) amount);
    return NULL;
}

int main(int argc, char **argv)
{
    rounds = argc > 1 ? atol(argv[1]) : 100;
    pthread_t other;
    pthread_create(&other, NULL, work, (void *) 1);
    work((void *) 2);
    pthread_join(other, NULL);
    printf("total %ld\n", total);
    return 0;
}
