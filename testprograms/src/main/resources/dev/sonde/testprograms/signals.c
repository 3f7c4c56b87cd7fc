/* Sends itself SIGUSR1 as often as its first argument says, calling tick() before each, and counts the deliveries. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

volatile sig_atomic_t delivered;

static void on_signal(int number) {
    (void) number;
    delivered++;
}

__attribute__((noinline)) void tick(long i) {
    (void) i;
    __asm__ volatile("");
}

int main(int argc, char **argv) {
    long n = argc > 1 ? atol(argv[1]) : 10;
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGUSR1, &action, NULL);
    for (long i = 0; i < n; i++) {
        tick(i);
        kill(getpid(), SIGUSR1);
    }
    printf("delivered %d of %ld\n", (int) delivered, n);
    return delivered == n ? 0 : 1;
}
