/* Calls a function in memory that it maps, twice at the same address; sends itself SIGUSR1 before each call. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>

#define PLACE ((void *) 0x10000000)

int main(void) {
    for (int i = 0; i < 2; i++) {
        unsigned char *code =
            mmap(PLACE, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
        if (code == MAP_FAILED) {
            perror("mmap");
            return 1;
        }
        code[0] = 0x90; /* nop */
        code[1] = 0xc3; /* ret */
        raise(SIGUSR1);
        ((void (*)(void)) PLACE)();
        munmap(PLACE, 4096);
    }
    return 0;
}
