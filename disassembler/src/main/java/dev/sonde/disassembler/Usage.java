package dev.sonde.disassembler;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an instruction reads and writes.
 *
 * @param registers the registers used, those that are part of an address and those that are not written out included
 * @param memory the memory used, the stack included
 * @param flagsRead the flags it reads
 * @param flagsModified the flags it writes or leaves undefined
 */
public record Usage(
        List<UsedRegister> registers, List<UsedMemory> memory, Set<Flag> flagsRead, Set<Flag> flagsModified) {
    /** Copies the collections. */
    public Usage {
        registers = List.copyOf(registers);
        memory = List.copyOf(memory);
        flagsRead = Set.copyOf(flagsRead);
        flagsModified = Set.copyOf(flagsModified);
    }

    /**
     * A register, or a part of one.
     *
     * @param name as in assembly, such as {@code eax}
     * @param fullName the widest register of which it is a part, such as {@code rax}
     * @param size in bytes
     */
    public record Register(String name, String fullName, int size) {}

    /** A register and how it is used. */
    public record UsedRegister(Register register, Access access) {}

    /**
     * Memory at {@code segment base + base + index * scale + displacement}, and how it is used.
     *
     * @param segment the segment register; only {@code fs} and {@code gs} have a base other than zero in 64-bit mode
     * @param base the base register
     * @param index the index register, a vector register for gathers and scatters
     * @param scale 1, 2, 4 or 8
     * @param displacement the constant part; the address itself for operands relative to {@code rip}
     * @param size in bytes, or 0 when it depends on the processor's state, as for {@code xsave}
     */
    public record UsedMemory(
            Register segment,
            Optional<Register> base,
            Optional<Register> index,
            int scale,
            long displacement,
            int size,
            Access access) {}
}
