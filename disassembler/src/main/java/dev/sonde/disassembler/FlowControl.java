package dev.sonde.disassembler;

/** Where the processor goes after an instruction (Intel SDM volume 1, section 6 and section 7.3.8). */
public enum FlowControl {
    /** To the next instruction, always. */
    NEXT,
    /** To an address in the instruction, from where a return comes back. */
    CALL,
    /** To an address in a register or in memory, from where a return comes back. */
    INDIRECT_CALL,
    /** To an address on the stack, or back from an interrupt or the kernel. */
    RETURN,
    /** To an address in the instruction. */
    BRANCH,
    /** To an address in the instruction or to the next one: conditional jumps and the loop instructions. */
    CONDITIONAL_BRANCH,
    /** To an address in a register or in memory. */
    INDIRECT_BRANCH,
    /** Into an interrupt handler: {@code int3}, {@code int}, {@code int1}. */
    INTERRUPT,
    /** Into the kernel or a hypervisor, and back to the next one: {@code syscall}, {@code sysenter}, {@code vmcall}. */
    SYSTEM_CALL,
    /** Begin, end or abort of a transaction, which may go to the handler that {@code xbegin} names. */
    TRANSACTION,
    /** Into the handler of an exception that it always raises: {@code ud2}, and every invalid instruction. */
    EXCEPTION
}
