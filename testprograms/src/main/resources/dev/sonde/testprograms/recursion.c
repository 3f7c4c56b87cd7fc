/* Computes a factorial by recursion. */
#include <stdio.h>

__attribute__((noinline)) long factorial(long n) {
    if (n <= 1) {
        return 1;
    }
    return n * factorial(n - 1);
}

int main(void) {
    printf("%ld\n", factorial(10));
    return 0;
}
