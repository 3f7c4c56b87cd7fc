# Sets r13, r13b, mm0, xmm0 and st0, stopping itself after each.
.globl main
.section .data
a_double: .double 64.125
.section .text
main:
    movq $0xcafecafe, %r13
    int3
    movb $42, %r13b
    int3
    movq $0xba5eba11, %rax
    movq %rax, %mm0
    int3
    movsd a_double(%rip), %xmm0
    int3
    emms
    fldl a_double(%rip)
    int3
    movl $0, %edi
    call exit@plt
.section .note.GNU-stack, "", @progbits
