# Stops itself before each use of a register whose value it then prints: rsi, mm0, xmm0, st0.
.globl main
.section .data
hex: .asciz "%#lx\n"
float: .asciz "%.2f\n"
long_float: .asciz "%.2Lf\n"
.section .text
main:
    push %rbp
    movq %rsp, %rbp
    int3
    leaq hex(%rip), %rdi
    movl $0, %eax
    call printf@plt
    int3
    movq %mm0, %rsi
    emms
    leaq hex(%rip), %rdi
    movl $0, %eax
    call printf@plt
    int3
    leaq float(%rip), %rdi
    movl $1, %eax
    call printf@plt
    int3
    subq $16, %rsp
    fstpt (%rsp)
    leaq long_float(%rip), %rdi
    movl $0, %eax
    call printf@plt
    movl $0, %edi
    call exit@plt
.section .note.GNU-stack, "", @progbits
