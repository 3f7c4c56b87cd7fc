/* Writes to and reads from global memory in ways that a watchpoint can see, in the main thread and in a second one. */
#include <pthread.h>
#include <stdio.h>

long value;
volatile unsigned char bytes[64] __attribute__((aligned(64)));
volatile long sink;

__attribute__((noinline)) void write_value(long n) {
    *(volatile long *) &value = n;
}

__attribute__((noinline)) void read_value(void) {
    sink = *(volatile long *) &value;
}

__attribute__((noinline)) void write_byte(int i) {
    bytes[i] = (unsigned char) i;
}

static void *second(void *argument) {
    write_value(30);
    return argument;
}

__attribute__((noinline)) void prepared(void) {
    __asm__ volatile("");
}

int main(void) {
    prepared();
    write_value(10);
    read_value();
    write_value(20);
    pthread_t thread;
    pthread_create(&thread, NULL, second, NULL);
    pthread_join(thread, NULL);
    for (int i = 0; i < 64; i++) {
        write_byte(i);
    }
    printf("value %ld\n", value);
    return 0;
}
