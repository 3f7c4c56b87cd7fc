package dev.sonde.server.gdbserver;

import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.StepControl;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.rsp.ThreadId;
import dev.sonde.engine.x86_64.Register;
import org.jspecify.annotations.Nullable;

/**
 * What the debugger asks of some threads.
 *
 * @param signal by Linux's number, 0 for none
 */
record ThreadRequest(ThreadId threads, Kind kind, int signal, long start, long end) {
    /** What they shall do. */
    enum Kind {
        CONTINUE,
        STEP,
        /** Step while the pc is between start and end. */
        STEP_RANGE,
        STOP
    }

    static ThreadRequest of(ThreadId threads, Kind kind, int signal) {
        return new ThreadRequest(threads, kind, signal, 0, 0);
    }

    /** The same once more, when the signal has been delivered. */
    ThreadRequest withoutSignal() {
        return new ThreadRequest(threads, kind, 0, start, end);
    }

    /**
     * What that means for one thread.
     *
     * @param told what the debugger was told last of it: a signal of which it knows is not delivered unless it says so
     */
    ThreadAction action(@Nullable StopCause told) {
        SignalDelivery delivery = signal != 0 || told instanceof StopCause.Signalled
                ? SignalDelivery.of(signal)
                : SignalDelivery.pending();
        return switch (kind) {
            case CONTINUE -> new ThreadAction.Continue(delivery);
            case STEP -> new ThreadAction.Step(delivery, StepControl.once());
            case STEP_RANGE -> new ThreadAction.Step(delivery, this::isInRange);
            case STOP -> new ThreadAction.Stay();
        };
    }

    private boolean isInRange(InferiorThread thread) {
        long pc = thread.registers().readLong(Register.RIP);
        return Long.compareUnsigned(pc, start) >= 0 && Long.compareUnsigned(pc, end) < 0;
    }
}
