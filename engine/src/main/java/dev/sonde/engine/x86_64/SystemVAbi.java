package dev.sonde.engine.x86_64;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The calling convention of Linux on x86-64: which registers carry what across calls and system calls.
 *
 * <p>Source: System V Application Binary Interface, AMD64 Architecture Processor Supplement, sections 3.2 (functions)
 * and A.2 (system calls).
 */
public final class SystemVAbi {
    /** The bytes below {@code rsp} that a leaf function may use without moving {@code rsp} (section 3.2.2). */
    public static final int RED_ZONE_BYTES = 128;
    /** What {@code rsp} is a multiple of just before a call (section 3.2.2). */
    public static final int STACK_ALIGNMENT = 16;
    /** How {@code rsp} is aligned just before a call that passes a 32-byte vector on the stack. */
    public static final int STACK_ALIGNMENT_YMM = 32;
    /** How {@code rsp} is aligned just before a call that passes a 64-byte vector on the stack. */
    public static final int STACK_ALIGNMENT_ZMM = 64;
    /** The size of a return address, and of every slot of the argument area on the stack. */
    public static final int STACK_SLOT_BYTES = 8;
    /** The largest aggregate that registers pass, unless it is one vector (section 3.2.3). */
    public static final int MAX_REGISTER_AGGREGATE_BYTES = 16;

    /** The registers for arguments of class INTEGER, in order. */
    public static final List<Register> INTEGER_ARGUMENTS =
            List.of(Register.RDI, Register.RSI, Register.RDX, Register.RCX, Register.R8, Register.R9);
    /** The registers for arguments of class SSE, in order. */
    public static final List<Register> VECTOR_ARGUMENTS = registers("xmm", 8);
    /** The registers for return values of class INTEGER, in order. */
    public static final List<Register> INTEGER_RESULTS = List.of(Register.RAX, Register.RDX);
    /** The registers for return values of class SSE, in order. */
    public static final List<Register> VECTOR_RESULTS = List.of(Register.XMM0, Register.XMM1);
    /** The registers for return values of class X87, in order; the second is a complex number's imaginary part. */
    public static final List<Register> X87_RESULTS = List.of(Register.ST0, Register.ST1);
    /** Where a function with variable arguments finds how many vector registers carry arguments: {@code al}. */
    public static final Register VECTOR_ARGUMENT_COUNT = Register.AL;
    /** Where a function finds the address for a result of class MEMORY. It returns that address in {@code rax}. */
    public static final Register RESULT_ADDRESS_ARGUMENT = Register.RDI;

    /** The registers that a function hands back as it found them (figure 3.4). */
    public static final List<Register> CALLEE_SAVED =
            List.of(Register.RBX, Register.RSP, Register.RBP, Register.R12, Register.R13, Register.R14, Register.R15);

    /** The register with the number of a system call at its entry. At its exit {@code rax} has the result. */
    public static final Register SYSCALL_NUMBER = Register.RAX;
    /** The registers for the arguments of a system call, in order. */
    public static final List<Register> SYSCALL_ARGUMENTS =
            List.of(Register.RDI, Register.RSI, Register.RDX, Register.R10, Register.R8, Register.R9);
    /** The register with the result of a system call; -4095 to -1 is a negated errno. */
    public static final Register SYSCALL_RESULT = Register.RAX;
    /** The registers that the {@code syscall} instruction overwrites. */
    public static final List<Register> SYSCALL_CLOBBERED = List.of(Register.RCX, Register.R11);

    private static final long MAX_ERRNO = 4095;

    private SystemVAbi() {}

    /** Whether a system call's result says that it failed. */
    public static boolean isSyscallError(long result) {
        return result < 0 && result >= -MAX_ERRNO;
    }

    /** The address below {@code rsp} at which a debugger may build a frame: past the red zone and aligned. */
    public static long freeStack(long rsp) {
        return (rsp - RED_ZONE_BYTES) & -STACK_ALIGNMENT;
    }

    private static List<Register> registers(String stem, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Register.catalogue().require(stem + i))
                .toList();
    }
}
