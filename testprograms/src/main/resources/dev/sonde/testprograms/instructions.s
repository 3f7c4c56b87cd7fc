# A loop of every kind of instruction that a function may begin with, each at a label k0, k1, ...; its result is a sum
# over registers, flags and memory, which is printed. jump_self is left only by somebody who moves the pc.
.globl main
.macro label n
.globl k\n
k\n:
.endm
.section .data
text: .asciz "result %#lx\n"
cell: .quad 0x1122334455667788
.section .text
helper:
    label 0
    endbr64
    label 1
    push %rbp
    label 2
    mov %rsp, %rbp
    label 3
    sub $32, %rsp
    label 4
    mov %rdi, -8(%rbp)
    label 5
    movl $7, -12(%rbp)
    label 6
    mov -8(%rbp), %rax
    label 7
    mov -12(%rbp), %ecx
    label 8
    add %rcx, %rax
    label 9
    test %rax, %rax
    label 10
    je 1f
    label 11
    xor %edx, %edx
1:  label 12
    cmp $100, %rax
    label 13
    jg 2f
    label 14
    lea 3(%rax,%rcx,4), %rdx
2:  label 15
    mov cell(%rip), %rsi
    label 16
    xor %rsi, %rdx
    label 17
    nopw 0(%rax,%rax,1)
    label 18
    imul $3, %rdx, %rdx
    label 19
    pushfq
    label 20
    pop %rcx
    and $0xcd5, %ecx
    label 21
    add %rcx, %rdx
    label 22
    lock addq $1, cell(%rip)
    label 23
    mov %rdx, %rax
    label 24
    leave
    label 25
    ret
main:
    push %rbx
    push %r12
    push %r13
    xor %ebx, %ebx
    xor %r12d, %r12d
3:  mov %r12, %rdi
    label 26
    call helper
    rol $5, %rbx
    add %rax, %rbx
    inc %r12
    cmp $300, %r12
    label 27
    jl 3b
    add cell(%rip), %rbx
    lea text(%rip), %rdi
    mov %rbx, %rsi
    xor %eax, %eax
    call printf@plt
    xor %eax, %eax
    pop %r13
    pop %r12
    pop %rbx
    ret
.globl jump_self
jump_self:
    jmp jump_self
.section .note.GNU-stack, "", @progbits
