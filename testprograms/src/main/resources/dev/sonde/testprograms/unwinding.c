/* Stacks of every kind; the first argument chooses one. Each calls reached() where it is deepest. */
#define _GNU_SOURCE
#include <alloca.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define NOINLINE __attribute__((noinline, noclone))

volatile long sink;
volatile int depth_wanted = 5;

NOINLINE void reached(long value) {
    sink += value;
}

NOINLINE long leaf(long a, long b) {
    return a * 3 + b;
}

NOINLINE long recursive(long n) {
    if (n == 0) {
        reached(n);
        return 1;
    }
    return recursive(n - 1) + n;
}

NOINLINE long with_alloca(long n) {
    char *space = alloca(n);
    memset(space, 1, n);
    reached(space[n / 2]);
    return space[n - 1] + leaf(n, 2);
}

NOINLINE long with_array(long n) {
    long array[n];
    for (long i = 0; i < n; i++) {
        array[i] = leaf(i, n);
    }
    reached(array[n - 1]);
    return array[0];
}

NOINLINE long many_registers(long a, long b, long c, long d, long e, long f, long g, long h) {
    long sum = 0;
    for (long i = 0; i < 3; i++) {
        sum += leaf(a, b) + leaf(c, d) + leaf(e, f) + leaf(g, h);
        reached(sum);
    }
    return sum + a + b + c + d + e + f + g + h;
}

NOINLINE __attribute__((noreturn)) void leave(void) {
    reached(1);
    exit((int)leaf(0, 0));
}

/* Its last instruction is a call that does not return. */
NOINLINE void never_returns(long n) {
    if (n) {
        leave();
    }
    reached(2);
}

static void handler(int number) {
    reached(number);
}

NOINLINE void interrupted(void) {
    raise(SIGUSR1);
}

NOINLINE void on_alternate_stack(void) {
    static char space[1 << 16];
    stack_t stack = {.ss_sp = space, .ss_size = sizeof space};
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_ONSTACK};
    sigaltstack(&stack, NULL);
    sigaction(SIGUSR1, &action, NULL);
    interrupted();
}

NOINLINE void on_this_stack(void) {
    signal(SIGUSR1, handler);
    interrupted();
}

static void *in_thread(void *argument) {
    recursive((long)argument);
    return NULL;
}

NOINLINE void threads(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, in_thread, (void *)3);
    pthread_join(thread, NULL);
}

NOINLINE void call_pointer(void (*volatile function)(void)) {
    function();
    sink++;
}

static int compare(const void *left, const void *right) {
    reached(1);
    return *(const int *)left - *(const int *)right;
}

NOINLINE void sorted(void) {
    int numbers[] = {3, 1, 2};
    qsort(numbers, 3, sizeof *numbers, compare);
}

NOINLINE void clocks(void) {
    struct timespec now;
    reached(0);
    clock_gettime(CLOCK_MONOTONIC, &now);
    sink = now.tv_nsec;
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "recursion";
    long n = argc > 2 ? atol(argv[2]) : depth_wanted;
    if (!strcmp(what, "recursion")) {
        recursive(n);
    } else if (!strcmp(what, "stack")) {
        with_alloca(n * 20);
        with_array(n);
        many_registers(1, 2, 3, 4, 5, 6, 7, n);
    } else if (!strcmp(what, "noreturn")) {
        never_returns(n);
    } else if (!strcmp(what, "signal")) {
        on_this_stack();
    } else if (!strcmp(what, "altstack")) {
        on_alternate_stack();
    } else if (!strcmp(what, "thread")) {
        threads();
    } else if (!strcmp(what, "null")) {
        call_pointer(NULL);
    } else if (!strcmp(what, "wild")) {
        call_pointer((void (*)(void))0x123456789a);
    } else if (!strcmp(what, "sort")) {
        sorted();
    } else if (!strcmp(what, "clock")) {
        clocks();
    }
    return 0;
}
