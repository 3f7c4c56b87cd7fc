package dev.sonde.engine.inferior;

/** What one thread does in a {@link Resumption}. */
public sealed interface ThreadAction {
    /** Runs. */
    record Continue(SignalDelivery signal) implements ThreadAction {}

    /** Executes one instruction, and then as many more as {@code control} says. */
    record Step(SignalDelivery signal, StepControl control) implements ThreadAction {}

    /** Runs to the next entry to or exit from any system call. */
    record ToSyscall(SignalDelivery signal) implements ThreadAction {}

    /** Stays stopped. */
    record Stay() implements ThreadAction {
        @Override
        public SignalDelivery signal() {
            return SignalDelivery.pending();
        }
    }

    /** The signal with which the thread goes on. */
    SignalDelivery signal();

    /** Runs, with the signal it stopped for. */
    static ThreadAction run() {
        return new Continue(SignalDelivery.pending());
    }
}
