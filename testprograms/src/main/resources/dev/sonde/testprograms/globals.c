/* Gives a global three values, one after the other, through functions of its own. */
#include <stdio.h>

long counter = 1;
char buffer[32];

__attribute__((noinline)) void set(long value) {
    counter = value;
}

__attribute__((noinline)) long get(void) {
    return counter;
}

int main(void) {
    set(5);
    set(5);
    set(7);
    printf("%ld\n", get());
    return 0;
}
