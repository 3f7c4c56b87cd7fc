/* Calls a small function as often as its first argument says, and prints the sum. */
#include <stdio.h>
#include <stdlib.h>

volatile long sum;

__attribute__((noinline)) void work(long i) {
    sum += i;
}

int main(int argc, char **argv) {
    long n = argc > 1 ? atol(argv[1]) : 10;
    for (long i = 0; i < n; i++) {
        work(i);
    }
    printf("sum %ld\n", sum);
    return 0;
}
