package dev.sonde.engine.target;

import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.Condition;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.StepControl;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.x86_64.Register;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Steps one thread by instructions, into calls or over them, while the other threads run. */
final class InstructionStepper {
    private static final int MAX_INSTRUCTION_LENGTH = 15;

    private final Target target;
    private final InferiorThread thread;
    private final boolean othersRun;
    private SignalDelivery signal;

    /**
     * @param othersRun whether the other threads run meanwhile
     * @param signal the signal that the first step delivers
     */
    InstructionStepper(Target target, InferiorThread thread, boolean othersRun, SignalDelivery signal) {
        this.target = target;
        this.thread = thread;
        this.othersRun = othersRun;
        this.signal = signal;
    }

    Stop step(long count) throws InterruptedException {
        ThreadAction step = new ThreadAction.Step(signal, StepControl.times(count));
        signal = SignalDelivery.pending();
        return target.resume(resumption(step));
    }

    private Resumption resumption(ThreadAction action) {
        return othersRun ? Resumption.of(thread.tid(), action) : Resumption.only(thread.tid(), action);
    }

    Stop next(long count) throws InterruptedException {
        Stop stop = nextOnce();
        for (long done = 1; done < count && isStepDone(stop); done++) {
            stop = nextOnce();
        }
        return stop;
    }

    private Stop nextOnce() throws InterruptedException {
        long pc = thread.registers().readLong(Register.RIP);
        long sp = thread.registers().readLong(Register.RSP);
        Stop stop = step(1);
        if (!isStepDone(stop)) {
            return stop;
        }
        OptionalLong returnAddress = returnAddressOfCall(pc, sp);
        return returnAddress.isEmpty() ? stop : runUntilReturn(returnAddress.getAsLong(), sp);
    }

    /**
     * Where the instruction just executed returns to, if it was a call: it has pushed the address behind itself and gone
     * elsewhere. The effect tells that for certain, without decoding anything.
     */
    private OptionalLong returnAddressOfCall(long pcBefore, long spBefore) {
        long pc = thread.registers().readLong(Register.RIP);
        long sp = thread.registers().readLong(Register.RSP);
        if (sp != spBefore - Long.BYTES) {
            return OptionalLong.empty();
        }
        try {
            long pushed = target.inferior().memory().readLong(sp);
            long length = pushed - pcBefore;
            return length > 0 && length <= MAX_INSTRUCTION_LENGTH && pushed != pc
                    ? OptionalLong.of(pushed)
                    : OptionalLong.empty();
        } catch (MemoryFaultException e) {
            return OptionalLong.empty(); // a stack that cannot be read holds no return address
        }
    }

    private Stop runUntilReturn(long address, long sp) throws InterruptedException {
        CodeBreakpoint returned = target.breakpoints().addInternal(address, Optional.of(new BackAt(thread.tid(), sp)));
        try {
            Stop stop = target.resume(resumption(ThreadAction.run()));
            return stop instanceof Stop.Stopped stopped && isHitOf(stopped, returned)
                    ? withStepDone(stopped, returned)
                    : stop;
        } finally {
            target.breakpoints().delete(returned);
        }
    }

    private static boolean isHitOf(Stop.Stopped stopped, CodeBreakpoint breakpoint) {
        return stopped.threads().stream()
                .flatMap(t -> t.reasons().stream())
                .anyMatch(reason -> reason.equals(new StopReason.BreakpointHit(breakpoint)));
    }

    /** The stop with the debugger's own breakpoint shown as what it stands for. */
    private static Stop withStepDone(Stop.Stopped stopped, CodeBreakpoint returned) {
        return new Stop.Stopped(stopped.threads().stream()
                .map(t -> new Stop.ThreadReasons(
                        t.thread(),
                        t.reasons().stream()
                                .map(reason -> reason.equals(new StopReason.BreakpointHit(returned))
                                        ? new StopReason.Other(new StopCause.StepDone())
                                        : reason)
                                .toList()))
                .toList());
    }

    private boolean isStepDone(Stop stop) {
        return stop instanceof Stop.Stopped stopped
                && stopped.threads().size() == 1
                && stopped.thread().tid() == thread.tid()
                && stopped.reasons().equals(List.of(new StopReason.Other(new StopCause.StepDone())));
    }

    /**
     * True when the thread is back in the frame that made the call, and not in a deeper one of a recursion.
     *
     * @param sp the stack pointer before the call
     */
    private record BackAt(int tid, long sp) implements Condition {
        @Override
        public boolean holds(InferiorThread thread) {
            return thread.tid() == tid
                    && Long.compareUnsigned(thread.registers().readLong(Register.RSP), sp) >= 0;
        }

        @Override
        public String text() {
            return "$rsp >= 0x" + Long.toHexString(sp);
        }
    }
}
