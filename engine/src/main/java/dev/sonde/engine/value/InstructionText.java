package dev.sonde.engine.value;

/** Where the texts of instructions come from, so that the disassembler is loaded when one is asked for. */
@FunctionalInterface
public interface InstructionText {
    /**
     * An instruction.
     *
     * @param text mnemonic and operands
     * @param length bytes, at least 1
     */
    record Line(String text, int length) {}

    /**
     * The instruction at an address.
     *
     * @throws dev.sonde.engine.error.MemoryFaultException if it cannot be read
     */
    Line at(long address);
}
