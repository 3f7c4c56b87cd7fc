#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static jmp_buf place;
static volatile sig_atomic_t handled;
static volatile long total;

int factorial(int n)
{
    if (n < 2)
        return 1;
    int smaller = factorial(n - 1);
    return n * smaller;
}

int one_line(int n) { return n < 2 ? 1 : n * one_line(n - 1); }

static inline __attribute__((always_inline)) int tripled(int a)
{
    int b = a * 3;
    b += 2;
    return b;
}

static void leave(int depth)
{
    if (depth == 0)
        longjmp(place, 3);
    leave(depth - 1);
}

static void on_signal(int number)
{
    handled += number;
}

static int compare(const void *a, const void *b)
{
    return *(const int *) a - *(const int *) b;
}

static void loops(long n)
{
    for (long i = 0; i < n; i++) total += i;
    for (long i = 0; i < 3; i++)
        total += i;
    for (long i = 0; i < n; i++) total += rand() & 1;
    while (total > 0) total /= 2;
}

int main(int argc, char **argv)
{
    int x = factorial(3);
    int y = one_line(4);
    int z = tripled(y);
    puts("stepping");
    signal(SIGUSR1, on_signal);
    kill(getpid(), SIGUSR1);
    int how = setjmp(place);
    if (how == 0)
        leave(4);
    int values[] = {3, 1, 2};
    qsort(values, 3, sizeof *values, compare);
    loops(argc > 1 ? atol(argv[1]) : 1000);
    printf("%d %d %d %d %d\n", x, y, z, how, values[0]);
    return 0;
}
