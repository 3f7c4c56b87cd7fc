package dev.sonde.engine.x86_64;

import java.util.OptionalLong;

/** The data memory that {@link InstructionEmulator} works on: the debuggee's, with the debuggee's own permissions. */
public interface EmulatorMemory {
    /**
     * Reads a little-endian number.
     *
     * @param size 4 or 8 bytes
     * @return zero-extended; empty if the program itself could not read all of it
     */
    OptionalLong read(long address, int size);

    /**
     * Writes a little-endian number, all of it or nothing.
     *
     * @param size 4 or 8 bytes
     * @return false if the program itself could not write all of it
     */
    boolean write(long address, long value, int size);
}
