package dev.sonde.engine.x86_64;

import java.lang.foreign.MemorySegment;

/** Where the changed register blocks of one stopped thread go. Failures are the sink's own exceptions. */
public interface RegisterSink {
    /**
     * Stores {@code struct user_regs_struct}.
     *
     * @param from {@value RegisterFile#GENERAL_BYTES} bytes of native memory
     */
    void writeGeneral(MemorySegment from);

    /**
     * Stores the XSAVE area.
     *
     * @param from native memory, exactly as many bytes as {@link RegisterSource#readXsave} filled in
     */
    void writeXsave(MemorySegment from);

    /**
     * Stores a debug register.
     *
     * @param index 0 to 3, 6 or 7
     */
    void writeDebug(int index, long value);
}
