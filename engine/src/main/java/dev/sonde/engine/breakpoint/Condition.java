package dev.sonde.engine.breakpoint;

import dev.sonde.engine.inferior.InferiorThread;

/** What must be true for a hit of a {@link Breakpoint} to count. */
public interface Condition {
    /**
     * Whether it is true where {@code thread} stopped. Called on the thread that drives the process, at every hit; a
     * condition that cannot be evaluated is true, so that the user gets to see why.
     */
    boolean holds(InferiorThread thread);

    /** The condition as the user wrote it. */
    String text();
}
