/* Makes a few system calls, two threads at once; the inline ones are at labels. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int ends[2];

/* The read blocks until the main thread has written, which it does only once it sees the other about to read. */
static volatile int reading;

static void *reader(void *argument) {
    char c = 0;
    long result;
    reading = 1;
    __asm__ volatile(".globl the_read\nthe_read: syscall\n.globl after_read\nafter_read: nop"
                     : "=a"(result)
                     : "a"(SYS_read), "D"(ends[0]), "S"(&c), "d"(1)
                     : "rcx", "r11", "memory");
    return (void *) (long) c;
}

int main(void) {
    if (pipe(ends) != 0) {
        return 1;
    }
    pthread_t thread;
    pthread_create(&thread, NULL, reader, NULL);
    while (!reading) {
    }
    syscall(SYS_getppid);
    if (write(ends[1], "x", 1) != 1) {
        return 2;
    }
    void *c;
    pthread_join(thread, &c);
    printf("read %c\n", (char) (long) c);
    fflush(stdout);
    return 0;
}
