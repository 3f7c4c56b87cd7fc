/* Sums the bytes of one of its functions, as a program that guards against tampering does. */
#include <stdio.h>

__attribute__((noinline)) int guarded(int n) {
    return n * 3 + 1;
}

__attribute__((noinline)) void guard_end(void) {
    __asm__ volatile("");
}

static volatile unsigned long sum;

__attribute__((noinline)) unsigned long check(void) {
    sum = 0;
    for (const unsigned char *p = (const unsigned char *) guarded; p < (const unsigned char *) guard_end; p++) {
        sum = sum * 31 + *p;
    }
    return sum;
}

__attribute__((noinline)) void first_sum_known(void) {
    __asm__ volatile("");
}

int main(void) {
    unsigned long before = check();
    first_sum_known();
    int result = guarded(2);
    printf("%s %d\n", check() == before ? "innocent" : "tampered with", result);
    return 0;
}
