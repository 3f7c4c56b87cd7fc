/* Calls itself as often as its argument says, and then stops in "bottom". */
#include <stdlib.h>

__attribute__((noinline)) long bottom(long n) {
    __asm__ volatile("" ::: "memory");
    return n;
}

__attribute__((noinline)) long descend(long n) {
    long below = n == 0 ? bottom(n) : descend(n - 1);
    __asm__ volatile("" ::: "memory");
    return below + 1;
}

int main(int argc, char **argv) {
    return argc > 1 && descend(atol(argv[1])) == 0;
}
