package dev.sonde.engine.library;

/**
 * A place in the dynamic loader's code where it tells debuggers what it does.
 *
 * @param address in the process
 * @param effect what it does there
 */
public record LoaderPlace(long address, Effect effect) {
    /** What has become of the lists when a thread is at such a place. */
    public enum Effect {
        /** They are about to change. */
        NONE,
        /** Something was added to their ends. */
        LOADED,
        /** Anything may have changed. */
        CHANGED,
        /** The loader's own {@code r_state} tells. */
        AS_STATE_TELLS
    }
}
