package dev.sonde.engine.target;

/** What a step by lines does about functions that are called, and about jumps back. */
public enum LineStep {
    /** Stops in a called function that has line information, too. */
    INTO,

    /** Runs called functions to their return. */
    OVER,

    /** As {@link #OVER}, and does not stop where a loop goes back: only at lines that lie further on. */
    FORWARD
}
