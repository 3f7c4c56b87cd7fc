/* A loop in one line, as often as the argument says. */
#include <stdlib.h>

volatile long total;

int main(int argc, char **argv) {
    long n = argc > 1 ? atol(argv[1]) : 1;
    for (long i = 0; i < n; i++) total += i;
    return total < 0;
}
