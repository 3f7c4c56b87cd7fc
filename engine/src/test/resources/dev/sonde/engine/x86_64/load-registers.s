# Loads values whose texts are hard to get right, and stops.
        .globl _start
        .text
_start:
        fninit
        fldpi
        fldz
        fchs
        fld1
        fldt    indefinite(%rip)
        fldt    denormal(%rip)
        fldt    infinity(%rip)
        fldl    tenth(%rip)
        movaps  bytes(%rip), %xmm0
        movaps  floats(%rip), %xmm1
        movaps  specials(%rip), %xmm2
        movaps  doubles(%rip), %xmm3
        pxor    %xmm4, %xmm4
        pcmpeqd %xmm5, %xmm5
        movaps  repeats(%rip), %xmm6
        movaps  halves(%rip), %xmm7
        mov     $1, %eax
        cpuid
        test    $1 << 28, %ecx
        jz      loaded
        vinsertf128 $1, doubles(%rip), %ymm1, %ymm1
        vbroadcastf128 repeats(%rip), %ymm3
        vinsertf128 $1, bytes(%rip), %ymm5, %ymm5
loaded:
        mov     $-2, %rax
        movabs  $0x8000000000000001, %rbx
        mov     $0xfedc, %ecx
        movabs  $0x1234567890abcdef, %rdx
        mov     $42, %esi
        movabs  $0x11223344ffffff80, %r9
        ldmxcsr control(%rip)
        cmp     $-3, %al
        stc
        int3

        .data
        .balign 16
bytes:  .byte   1, 2, 3, 4, 5, 6, 7, 8, 0xff, 0x7f, 0xc0, 0x3f, 0x80, 0x3f, 0x40, 0xc0
floats: .float  1.1, -1e30, 123456789, 1e-5
specials: .long 0x7f800001, 0xff800000, 0x00000001, 0xffc00000
doubles: .quad  0x7ff0000000000001, 0x3fb999999999999a
repeats: .byte  9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 8, 8, 8, 8, 8
halves: .short  0x3c00, 0x0001, 0x7bff, 0xfc00, 0x7e01, 0x8000, 0x2e66, 0x5640
tenth:  .double 0.1
control: .long  0xffa5
        .balign 16
indefinite: .quad 0xc000000000000000
        .short  0xffff
        .balign 16
denormal: .quad 0x0000000000000123
        .short  0x8000
        .balign 16
infinity: .quad 0x8000000000000000
        .short  0xffff
