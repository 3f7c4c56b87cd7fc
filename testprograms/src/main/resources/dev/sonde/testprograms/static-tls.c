/* Thread-local variables of a program without shared libraries. */
#include <errno.h>

__thread int one = 1;
static __thread char filling[40];
__thread long two = 2;

__attribute__((noinline)) void marker(void) {
    __asm__ volatile("");
}

int main(void) {
    errno = 33;
    filling[3] = 1;
    one++;
    marker();
    return 0;
}
