// Functions to be called from the debugger: those that return, and those that crash, exit, stop or go on for ever.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct pair {
    long a, b;
};
int depth(int n) {
    int r = n * 2;
    return r;
}
int outer(int n) { return depth(n) + 1; }
void crash(void) { *(volatile int *)0 = 1; }
void leave(int c) { exit(c); }
void for_ever(void) {
    for (;;)
        ;
}
double mul(double a, float b) { return a * b; }
char *greet(const char *s) {
    static char text[50];
    snprintf(text, 50, "hi %s", s);
    return text;
}
void nothing(void) {}
int knr(a, f) int a;
float f;
{ return a + (int)f; }
struct pair twin(long n) {
    struct pair p = {n, n + 1};
    return p;
}
long double extended(long double x) { return x + 1; }
int direction(void) {
    unsigned long flags;
    __asm__("pushfq; pop %0" : "=r"(flags));
    return (flags >> 10) & 1;
}
long alignment(void) {
    char *frame = __builtin_frame_address(0);
    return (long)frame & 15;
}
/* A leaf that keeps its variables below the stack pointer. */
__attribute__((noinline)) int leaf(int n) {
    volatile int kept[4] = {n, n + 1, n + 2, n + 3};
    return kept[0] + kept[3];
}
int (*pointer)(int) = depth;

int main(void) {
    int x = 3;
    x = outer(x);
    x += leaf(4);
    printf("%d\n", x);
    return twin(1).a + knr(1, 2.0f) + extended(1) + direction() + alignment() > 1000;
}
