/* Replaces itself by the program named by its first argument, with the remaining arguments. */
#include <stdio.h>
#include <unistd.h>

__attribute__((noinline)) void work(void) {
    __asm__ volatile("");
}

int main(int argc, char **argv) {
    if (argc < 2) {
        return 2;
    }
    work();
    execv(argv[1], argv + 1);
    perror(argv[1]);
    return 1;
}
