package dev.sonde.disassembler;

import java.util.OptionalLong;

/**
 * One decoded instruction: where it is, and what a debugger must know of it before it runs.
 *
 * @param address the address of its first byte
 * @param encoding its bytes
 * @param status whether the bytes are an instruction at all; if not, the other components say what the processor would
 *     do: raise an exception, and touch no memory
 * @param mnemonic the name in Intel's manuals without prefixes, such as {@code mov}, or {@code (bad)}
 * @param flowControl where the processor goes next
 * @param branchTarget the address in the instruction to which it may go, for near calls and branches and {@code xbegin}
 * @param memoryTarget the address of its memory operand when that is relative to {@code rip}
 * @param readsMemory whether it reads data memory, the stack included, at least under some condition
 * @param writesMemory whether it writes data memory, the stack included, at least under some condition
 */
public record Instruction(
        long address,
        Encoding encoding,
        Status status,
        String mnemonic,
        FlowControl flowControl,
        OptionalLong branchTarget,
        OptionalLong memoryTarget,
        boolean readsMemory,
        boolean writesMemory) {

    /** Whether the bytes are an instruction. */
    public enum Status {
        /** They are. */
        VALID,
        /** They are not: the encoding is one byte, which gdb prints as {@code (bad)}. */
        INVALID,
        /** They end before the instruction does: the encoding is all that was left, and more bytes may make it valid. */
        TRUNCATED
    }

    /** The length in bytes. */
    public int length() {
        return encoding.length();
    }

    /** The address after its last byte. */
    public long nextAddress() {
        return address + encoding.length();
    }

    /** Whether it comes back to {@link #nextAddress} after running code elsewhere: what a step over runs until. */
    public boolean isCall() {
        return flowControl == FlowControl.CALL || flowControl == FlowControl.INDIRECT_CALL;
    }
}
