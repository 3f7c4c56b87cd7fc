package dev.sonde.engine.x86_64;

/** What a register is for; decides in which group a listing shows it (Intel SDM vol. 1 section 3.4). */
public enum RegisterKind {
    /** The sixteen general-purpose registers and {@code rip}. */
    GENERAL,
    /** The segment selectors. */
    SEGMENT,
    /** {@code eflags}. */
    FLAGS,
    /** Part of a general-purpose register. */
    SUB_REGISTER,
    /** The x87 stack, {@code st0} on top. */
    X87,
    /** The x87 control, status, tag, opcode and pointer registers. */
    X87_CONTROL,
    /** The x87 instruction and data pointers as 64-bit addresses; the control registers have their halves. */
    X87_POINTER,
    /** The MMX registers, which share their bits with the x87 stack. */
    MMX,
    /** {@code xmm}, {@code ymm} and {@code zmm}. */
    VECTOR,
    /** {@code mxcsr}. */
    VECTOR_CONTROL,
    /** The AVX-512 mask registers. */
    MASK,
    /** The hardware breakpoint registers. */
    DEBUG,
    /**
     * What the system rather than the program manages: {@code fs_base}, {@code gs_base}, {@code orig_rax}, {@code pkru},
     * and {@code mxcsr_mask}, the bits of {@code mxcsr} that the processor implements.
     */
    SYSTEM
}
