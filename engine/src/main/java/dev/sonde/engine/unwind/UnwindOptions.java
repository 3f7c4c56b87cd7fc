package dev.sonde.engine.unwind;

/**
 * How far backtraces go.
 *
 * @param pastMain whether the frames that called {@code main} are wanted
 * @param pastEntry whether the frames beyond the program's entry point are wanted
 * @param limit at most how many frames, at least 1
 */
public record UnwindOptions(boolean pastMain, boolean pastEntry, int limit) {
    /** As gdb does by default: up to {@code main}, and any number of frames. */
    public static final UnwindOptions DEFAULT = new UnwindOptions(false, false, Integer.MAX_VALUE);

    /** Everything that can be found. */
    public static final UnwindOptions WHOLE = new UnwindOptions(true, true, Integer.MAX_VALUE);

    public UnwindOptions {
        if (limit < 1) {
            throw new IllegalArgumentException("a backtrace of " + limit + " frames");
        }
    }
}
