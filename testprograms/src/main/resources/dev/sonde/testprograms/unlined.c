/* Calls code without line information, as often as the argument says, in one line. */
#include <stdio.h>
#include <stdlib.h>

long plain(long);

/* In a section of its own, so that no row of the line table of what stands around it holds for it. */
asm(".pushsection .text.plain, \"ax\", @progbits\n"
    ".globl plain\n"
    ".type plain, @function\n"
    "plain:\n"
    "    .cfi_startproc\n"
    "    lea 1(%rdi), %rax\n"
    "    ret\n"
    "    .cfi_endproc\n"
    ".size plain, . - plain\n"
    ".popsection\n");

static volatile long total;

int main(int argc, char **argv)
{
    long n = argc > 1 ? atol(argv[1]) : 10;
    for (long i = 0; i < n; i++) total += plain(i);
    printf("%ld\n", total);
    return 0;
}
