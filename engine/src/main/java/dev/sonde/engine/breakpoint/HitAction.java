package dev.sonde.engine.breakpoint;

import dev.sonde.engine.inferior.InferiorThread;

/** What a breakpoint does at each hit that counts, in place of stopping the process. */
@FunctionalInterface
public interface HitAction {
    /**
     * {@code thread} has hit the breakpoint. Called on the thread that drives the process, so it must be quick and may only
     * use the stopped thread and the memory.
     */
    void hit(InferiorThread thread);
}
