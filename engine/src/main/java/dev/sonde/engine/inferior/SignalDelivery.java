package dev.sonde.engine.inferior;

/** With which signal a stopped thread goes on. */
public sealed interface SignalDelivery {
    /** The one it stopped for, if the policy passes it. */
    record Pending() implements SignalDelivery {}

    /** None; the one it stopped for is lost. */
    record None() implements SignalDelivery {}

    /** Another one, as if it had stopped for that. */
    record Signal(int number) implements SignalDelivery {}

    /** The one it stopped for, if the policy passes it. */
    static SignalDelivery pending() {
        return new Pending();
    }

    /** None. */
    static SignalDelivery none() {
        return new None();
    }

    /** {@code number}, or none when it is 0. */
    static SignalDelivery of(int number) {
        return number == 0 ? new None() : new Signal(number);
    }
}
