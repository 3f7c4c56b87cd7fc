#include <stdio.h>

volatile int state;

static inline __attribute__((always_inline)) int inner(int a)
{
    state += a;
    return state * 2;
}

static inline __attribute__((always_inline)) int outer(int a)
{
    state -= a;
    return inner(a);
}

__attribute__((noinline)) int work(int a)
{
    state = 1;
    int r = outer(a);
    state = r;
    r += inner(r);
    return r;
}

__attribute__((noinline)) int last(int a)
{
    state = a;
    return work(a + 1);
}

int main(int argc, char **argv)
{
    int z = last(argc);
    z += work(z);
    printf("%d\n", z);
    return argv[0] == 0;
}
