package dev.sonde.engine.unwind;

/**
 * Why a backtrace has no further frame.
 *
 * @param kind what ended it
 * @param text a clause for the user, as gdb words it
 */
public record UnwindEnd(Kind kind, String text) {
    /** What ended a backtrace. */
    public enum Kind {
        /** The last frame has no caller: the thread starts there. */
        OUTERMOST,
        /** The last frame is that of {@code main} or of the program's entry, and no more was asked for. */
        BEYOND_PROGRAM,
        /** As many frames were found as were asked for. */
        LIMIT,
        /** Memory that holds the caller's registers cannot be read. */
        MEMORY,
        /** The caller's frame would lie below the one it called. */
        INNER,
        /** The caller's frame would be one that was there already. */
        SAME,
        /** Where the frame returns to could not be found out. */
        NO_SAVED_PC,
        /** A register that is needed was not saved. */
        UNAVAILABLE
    }

    /** Whether something is wrong, so that there may be more frames that cannot be found. */
    public boolean isError() {
        return switch (kind) {
            case OUTERMOST, BEYOND_PROGRAM, LIMIT -> false;
            case MEMORY, INNER, SAME, NO_SAVED_PC, UNAVAILABLE -> true;
        };
    }

    static UnwindEnd outermost() {
        return new UnwindEnd(Kind.OUTERMOST, "outermost");
    }

    static UnwindEnd beyondProgram() {
        return new UnwindEnd(Kind.BEYOND_PROGRAM, "the program begins here");
    }

    static UnwindEnd limit() {
        return new UnwindEnd(Kind.LIMIT, "backtrace limit exceeded");
    }

    static UnwindEnd memory(long address) {
        return new UnwindEnd(Kind.MEMORY, "Cannot access memory at address 0x" + Long.toHexString(address));
    }

    static UnwindEnd inner() {
        return new UnwindEnd(Kind.INNER, "previous frame inner to this frame (corrupt stack?)");
    }

    static UnwindEnd same() {
        return new UnwindEnd(Kind.SAME, "previous frame identical to this frame (corrupt stack?)");
    }

    static UnwindEnd noSavedPc() {
        return new UnwindEnd(Kind.NO_SAVED_PC, "frame did not save the PC");
    }

    static UnwindEnd unavailable() {
        return new UnwindEnd(Kind.UNAVAILABLE, "not enough registers or memory available to unwind further");
    }
}
