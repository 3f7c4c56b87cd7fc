package dev.sonde.engine.breakpoint;

import dev.sonde.engine.inferior.InferiorThread;

/** Whoever shares what is planted at a place. */
sealed interface SiteOwner permits BreakpointLocation, Watchpoint {
    /** The breakpoint that it belongs to. */
    Breakpoint breakpoint();

    /** Whether the hit of {@code hitter} is to stop the process. On the thread that drives the process. */
    boolean wantsStop(InferiorThread hitter);
}
