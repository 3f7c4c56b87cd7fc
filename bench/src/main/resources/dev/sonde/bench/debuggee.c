/* What the benchmarks debug.
 *
 *   debuggee calls N      calls work() N times
 *   debuggee visits N     calls visit() N times
 *   debuggee spin         loops for ever, to be single-stepped
 *   debuggee memory MIB   fills a buffer, then calls work() with its address in the first argument
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

volatile long sum;

__attribute__((noinline)) void work(long i) {
    sum += i;
}

struct place {
    int x;
    struct place *next;
};

__attribute__((noinline, optimize("O0"))) void visit(int i, struct place *place) {
    int twice = 2 * i;
    sum += twice + place->x;
}

int main(int argc, char **argv) {
    const char *mode = argc > 1 ? argv[1] : "calls";
    long n = argc > 2 ? atol(argv[2]) : 1;
    if (strcmp(mode, "calls") == 0) {
        for (long i = 0; i < n; i++) {
            work(i);
        }
    } else if (strcmp(mode, "visits") == 0) {
        struct place place = {1, 0};
        for (long i = 0; i < n; i++) {
            visit((int) i, &place);
        }
    } else if (strcmp(mode, "spin") == 0) {
        for (;;) {
            sum++;
        }
    } else if (strcmp(mode, "memory") == 0) {
        size_t size = (size_t) n << 20;
        char *buffer = malloc(size);
        memset(buffer, 0x5a, size);
        work((long) (intptr_t) buffer);
    }
    return 0;
}
