/* A program with a bug to be found: somebody who has no business with it changes the balance. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct {
    long recent[4];
    long balance;
} account = {.balance = 100};

long entries;

__attribute__((noinline)) void note(long amount) {
    account.recent[entries++] = amount; /* one entry too many reaches the balance */
}

__attribute__((noinline)) void deposit(long amount) {
    account.balance += amount;
    note(amount);
}

static void *customer(void *argument) {
    long deposits = (long) argument;
    for (long i = 0; i < deposits; i++) {
        deposit(10);
    }
    return NULL;
}

int main(int argc, char **argv) {
    long customers = argc > 1 ? atol(argv[1]) : 2;
    for (long i = 0; i < customers; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, customer, (void *) 3L);
        pthread_join(thread, NULL);
    }
    printf("%ld deposits, balance %ld\n", entries, account.balance);
    return 0;
}
