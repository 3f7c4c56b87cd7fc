/* handed-on DEPTH: each call hands on what it was passed itself, in a register that is not kept. */
#include <stdlib.h>

__attribute__((noinline)) void bottom(void) {
    __asm__ volatile("" ::: "memory");
}

__attribute__((noinline)) int walk(int depth, int mark) {
    if (depth == 0) {
        bottom();
        return 0;
    }
    return walk(depth - 1, mark) + 1;
}

int main(int argc, char **argv) {
    return argc > 1 && walk(atoi(argv[1]), 7) == 0;
}
