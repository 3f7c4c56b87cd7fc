package dev.sonde.engine.inferior;

/** Decides whether a hit of a {@link StopPoint} stops the process or is passed over. */
@FunctionalInterface
public interface StopFilter {
    /**
     * Whether the process shall stop.
     *
     * @param thread the thread that hit; its registers can be read, its pc is the address of the breakpoint
     */
    boolean shouldStop(InferiorThread thread);
}
