package dev.sonde.engine.target;

import dev.sonde.engine.value.Value;
import java.util.Optional;

/** How a call of a function of the program ended. */
public sealed interface CallOutcome {
    /**
     * It has returned, and the thread is where it was.
     *
     * @param value what it returned; empty where nothing tells where that is
     */
    record Returned(Optional<Value> value) implements CallOutcome {}

    /**
     * Something stopped the process before the function has returned.
     *
     * @param restored whether the thread is where it was before the call, rather than in the function
     */
    record Stopped(Stop.Stopped stop, Cause cause, boolean restored) implements CallOutcome {}

    /** The process is gone. */
    record Ended(Stop stop) implements CallOutcome {}

    /** What stopped the process in the middle of a call. */
    enum Cause {
        /** A signal in the thread that makes the call. */
        SIGNAL,
        /** A breakpoint or the like. */
        STOP,
        /** A signal in another thread. */
        SIGNAL_ELSEWHERE,
        /** Something else in another thread. */
        STOP_ELSEWHERE,
        /** The function is about to end the program for an exception that nobody catches. */
        TERMINATE,
        /** The call took too long. */
        TIMEOUT
    }
}
