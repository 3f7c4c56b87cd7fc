package dev.sonde.engine.inferior;

/** With which signal a stopped thread goes on. */
public sealed interface SignalDelivery {
    /**
     * The signal's number, 0 for none.
     *
     * @param stoppedFor the one that the thread stopped for, 0 for none
     */
    int number(int stoppedFor);

    /** The one it stopped for, if the policy passes it. */
    record Pending() implements SignalDelivery {
        @Override
        public int number(int stoppedFor) {
            return stoppedFor;
        }
    }

    /** None; the one it stopped for is lost. */
    record None() implements SignalDelivery {
        @Override
        public int number(int stoppedFor) {
            return 0;
        }
    }

    /** Another one, as if it had stopped for that. */
    record Signal(int number) implements SignalDelivery {
        @Override
        public int number(int stoppedFor) {
            return number;
        }
    }

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
