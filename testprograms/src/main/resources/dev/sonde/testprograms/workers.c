/* Named threads that work one after the other, each once the one before it has ended, and a leader that waits for the last. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST = 16 };

static pthread_t threads[MOST + 1];
static pthread_barrier_t all_there;
static int finished;

static int work(int number)
{
    finished += number;
    return number;
}

static void *run(void *argument)
{
    int number = (int) (long) argument;
    char name[16];
    snprintf(name, sizeof name, "worker-%d", number);
    pthread_setname_np(pthread_self(), name);
    pthread_barrier_wait(&all_there);
    if (number > 1)
        pthread_join(threads[number - 1], NULL);
    work(number);
    return NULL;
}

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 3;
    pthread_barrier_init(&all_there, NULL, n + 1);
    for (long i = 1; i <= n; i++)
        pthread_create(&threads[i], NULL, run, (void *) i);
    pthread_barrier_wait(&all_there);
    pthread_join(threads[n], NULL);
    return finished == n * (n + 1) / 2 ? 0 : 1;
}
