package dev.sonde.debuginfo.dwarf.index;

/** Watches an index being built, and may stop it. Called from several threads. */
public interface BuildProgress {
    /** Watches nothing. */
    BuildProgress NONE = new BuildProgress() {};

    /**
     * A unit was read.
     *
     * @param done bytes of units read so far
     * @param total bytes of all units
     */
    default void advanced(long done, long total) {}

    /** Whether building should stop; asked before each unit. */
    default boolean cancelled() {
        return false;
    }
}
