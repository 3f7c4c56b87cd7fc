/* A thread other than the leader sends itself SIGUSR1, then replaces the program by itself with an argument. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void *run(void *path) {
    pthread_kill(pthread_self(), SIGUSR1);
    execl(path, path, "again", (char *) NULL);
    perror(path);
    return NULL;
}

int main(int argc, char **argv) {
    if (argc > 1) {
        return 7;
    }
    pthread_t thread;
    pthread_create(&thread, NULL, run, argv[0]);
    pthread_join(thread, NULL);
    return 1;
}
