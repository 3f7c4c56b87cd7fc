package dev.sonde.engine.breakpoint;

import dev.sonde.engine.inferior.InferiorThread;

/** What must be true for a hit of a {@link Breakpoint} to count. */
public interface Condition {
    /**
     * Whether it is true where {@code thread} stopped. Called on the thread that drives the process, at every hit; a
     * condition that cannot be evaluated is true, so that the user gets to see why.
     */
    boolean holds(InferiorThread thread);

    /**
     * Whether it is true where {@code thread} has stopped, with all other threads. Called when {@link #holds} was true, on the
     * thread that has resumed the process, for what cannot be found out while a thread is stopped for a moment only.
     */
    default boolean holdsAtStop(InferiorThread thread) {
        return true;
    }

    /** The condition as the user wrote it. */
    String text();
}
