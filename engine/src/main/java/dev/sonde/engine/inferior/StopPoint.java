package dev.sonde.engine.inferior;

/** A place that a backend watches: the patched instruction or the debug register of a breakpoint or watchpoint. */
public sealed interface StopPoint {
    /** The address watched, or the first of the range. */
    long address();

    /**
     * Stops before the instruction at {@code address} is executed.
     *
     * @param hardware whether a debug register is used, which leaves the code bytes alone
     */
    record Execute(long address, boolean hardware) implements StopPoint {}

    /**
     * Stops after the bytes were accessed.
     *
     * @param length in bytes, at least 1; what debug registers cannot cover at once is split over several
     */
    record Access(long address, long length, Kind kind) implements StopPoint {
        /** Which accesses count. */
        public enum Kind {
            /** Writes. */
            WRITE,
            /** Reads and writes; the processor has no way to watch reads alone. */
            READ_WRITE
        }
    }
}
