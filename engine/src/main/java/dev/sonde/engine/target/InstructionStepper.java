package dev.sonde.engine.target;

import dev.sonde.engine.breakpoint.FrameLeft;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.StepControl;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.ThreadAction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/** Steps one thread by instructions, into calls or over them. */
final class InstructionStepper {
    /** What is reported where a step ends. */
    static final StopReason DONE = new StopReason.Other(new StopCause.StepDone());

    private final Target target;
    private final InferiorThread thread;
    private Resumption resumption;

    /** @param resumption what the other threads do, and the signal that the first step delivers */
    InstructionStepper(Target target, InferiorThread thread, Resumption resumption) {
        this.target = target;
        this.thread = thread;
        this.resumption = resumption;
    }

    /** Executes {@code count} instructions. */
    Stop step(long count) throws InterruptedException {
        return step(StepControl.times(count));
    }

    /** Executes instructions until {@code control} says that it was the last. */
    Stop step(StepControl control) throws InterruptedException {
        return target.resume(next(signal -> new ThreadAction.Step(signal, control)));
    }

    /** Executes {@code count} instructions; a call counts as one, with all that it leads to. */
    Stop next(long count) throws InterruptedException {
        Stop stop = nextOnce();
        for (long done = 1; done < count && isDone(stop); done++) {
            stop = nextOnce();
        }
        return stop;
    }

    private Stop nextOnce() throws InterruptedException {
        CallWatch watch = new CallWatch(thread.inferior(), thread);
        Stop stop = step(1);
        if (!isDone(stop)) {
            return stop;
        }
        OptionalLong returnAddress = watch.returnAddress();
        return returnAddress.isEmpty() ? stop : runUntilReturn(returnAddress.getAsLong(), watch.stackPointer());
    }

    /**
     * Runs to the end of a call that the thread is in.
     *
     * @param address where it returns to
     * @param sp the stack pointer before the call
     */
    Stop runUntilReturn(long address, long sp) throws InterruptedException {
        return run(new Detour(target, target.program(thread)).until(address, new FrameLeft(thread.tid(), sp), DONE));
    }

    /** Runs to the end of {@code detour}. */
    Stop run(Detour detour) throws InterruptedException {
        return detour.run(next(ThreadAction.Continue::new));
    }

    /** The resumption in which the thread does {@code action}. Signals that were chosen are delivered once. */
    private Resumption next(Function<SignalDelivery, ThreadAction> action) {
        Resumption first = resumption;
        Map<Integer, ThreadAction> actions = new HashMap<>(first.actions());
        actions.put(thread.tid(), action.apply(first.actionFor(thread.tid()).signal()));
        resumption = new Resumption(Map.of(), first.others());
        return new Resumption(actions, first.others());
    }

    /** Whether the thread goes on with a signal. */
    boolean deliversSignal() {
        return resumption.actionFor(thread.tid()).signal().number(thread.pendingSignal()) != 0;
    }

    /** Whether the process stopped because the step is done, and for nothing else. */
    boolean isDone(Stop stop) {
        return stop instanceof Stop.Stopped stopped
                && stopped.threads().size() == 1
                && stopped.thread().tid() == thread.tid()
                && stopped.reasons().equals(List.of(DONE));
    }
}
