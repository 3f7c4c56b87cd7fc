/* Prints the addresses of memory of every kind of permission, then a message that somebody may have changed meanwhile. */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

char message[64] = "as it was";
unsigned long number = 0xcafecafe12345678;

__attribute__((noinline)) void mapped(void) {
    __asm__ volatile("");
}

int main(void) {
    size_t page = 4096;
    char *memory = mmap(NULL, 6 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memset(memory, 'a', 6 * page);
    mprotect(memory + page, page, PROT_NONE);
    mprotect(memory + 2 * page, page, PROT_WRITE);
    mprotect(memory + 3 * page, page, PROT_READ);
    munmap(memory + 5 * page, page);
    size_t big = 64 << 20;
    unsigned *words = mmap(NULL, big, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (size_t i = 0; i < big / sizeof *words; i++) {
        words[i] = (unsigned) i * 2654435761u;
    }
    printf("%p %p %p %p\n", (void *) memory, (void *) words, (void *) message, (void *) &number);
    fflush(stdout);
    mapped();
    printf("%s\n", message);
    return 0;
}
