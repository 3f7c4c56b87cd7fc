/* Lines to step through: a loop that calls, a recursion, and an end. */
#include <stdio.h>

static int square(int x)
{
    return x * x;
}

int work(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += square(i);
    return sum;
}

int fact(int n)
{
    if (n <= 1)
        return 1;
    return n * fact(n - 1);
}

int main(void)
{
    int a = work(3);
    int b = fact(4);
    printf("%d %d\n", a, b);
    return 0;
}
