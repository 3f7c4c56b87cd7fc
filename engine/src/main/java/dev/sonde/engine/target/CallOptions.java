package dev.sonde.engine.target;

import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.ThreadAction;
import java.time.Duration;
import java.util.Optional;

/**
 * How functions of the program are called.
 *
 * @param alone whether the other threads stay stopped meanwhile
 * @param unwindOnSignal whether a signal in the function ends the call, as if it had not been made
 * @param unwindOnTerminate whether the end of the program by an exception that nobody catches does so
 * @param unwindOnTimeout whether the end of {@code limit} does so
 * @param limit how long a call may take; empty for as long as it likes
 */
public record CallOptions(
        boolean alone,
        boolean unwindOnSignal,
        boolean unwindOnTerminate,
        boolean unwindOnTimeout,
        Optional<Duration> limit) {
    /** What gdb does unless told otherwise. */
    public static final CallOptions DEFAULT = new CallOptions(false, false, true, false, Optional.empty());

    Resumption resumption(int tid) {
        ThreadAction action = new ThreadAction.Continue(SignalDelivery.none());
        return alone ? Resumption.only(tid, action) : Resumption.of(tid, action);
    }
}
