package dev.sonde.engine.x86_64;

import java.lang.foreign.MemorySegment;

/**
 * Where the register blocks of one stopped thread come from. Each is asked for at most once between two stops, and only
 * when it is needed. Failures are the source's own exceptions and pass through.
 */
public interface RegisterSource {
    /**
     * Whether a register has a value: all of a thread have, but those of a caller's frame may have been overwritten.
     *
     * @param register not a part of another one
     */
    default boolean isAvailable(Register register) {
        return true;
    }

    /**
     * Fills in {@code struct user_regs_struct}.
     *
     * @param into {@value RegisterFile#GENERAL_BYTES} bytes of native memory
     */
    void readGeneral(MemorySegment into);

    /**
     * Fills in the XSAVE area in its standard format, as {@code PTRACE_GETREGSET} with {@code NT_X86_XSTATE} gives it.
     * A source that has no more than the legacy region (an FXSAVE image) fills in its 512 bytes.
     *
     * @param into native memory, at least as many bytes as the {@link XsaveLayout} has
     * @return how many bytes were filled in
     */
    long readXsave(MemorySegment into);

    /**
     * A debug register, {@code u_debugreg[index]} of {@code struct user}.
     *
     * @param index 0 to 3, 6 or 7
     */
    long readDebug(int index);
}
