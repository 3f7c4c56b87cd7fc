package dev.sonde.engine.target;

import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.call.CallRequest;
import dev.sonde.engine.call.CallSetup;
import dev.sonde.engine.call.FunctionResult;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.AuxiliaryVector;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.unwind.DummyFrames;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Values;
import dev.sonde.engine.x86_64.RegisterFile;
import dev.sonde.engine.x86_64.RegisterState;
import dev.sonde.engine.x86_64.SavedRegisters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls functions of the program, and remembers the calls that have not returned.
 *
 * <p>A function returns to a breakpoint in the middle of the first instruction of the program's entry point: nobody else
 * can want to stop there, the stack need not hold code, and an exception that is not caught in the function ends there, for the
 * entry point has no caller.
 *
 * <p>When a function returns whose call was abandoned before, the thread is put where it was before the call all the same.
 */
public final class ProgramCalls implements DummyFrames {
    private static final String TERMINATE = "_ZSt9terminatev";

    private final Target target;
    private final Stacks stacks;
    private final List<Pending> pending = new ArrayList<>();

    /** A call that has not returned, and what the thread was before. */
    private record Pending(
            InferiorThread thread,
            long returnAddress,
            long sp,
            RegisterState registers,
            RegisterFile view,
            InferiorThread.StopState stop,
            CodeBreakpoint breakpoint) {
        int tid() {
            return thread.tid();
        }
    }

    ProgramCalls(Target target) {
        this.target = target;
        stacks = new Stacks(this);
    }

    /** The stacks, on which these calls have frames. */
    Stacks stacks() {
        return stacks;
    }

    /**
     * Calls a function in a stopped thread. If it returns, everything is as before but for what the function did to memory.
     *
     * @param listener told of what stops the process before the function has returned, while the thread is still there
     * @throws DebugException if it cannot be called
     * @throws InterruptedException if this Java thread was interrupted; the process is stopped then, in the function
     */
    public CallOutcome call(
            InferiorThread thread, CallRequest request, CallOptions options, Consumer<Stop.Stopped> listener)
            throws InterruptedException {
        Target.requireRunnable(thread);
        Runnable selectionBefore = target.selection().keep();
        Runnable stacksBefore = stacks.keep();
        Pending call = enter(thread, request);
        AtomicBoolean late = new AtomicBoolean();
        Optional<CodeBreakpoint> terminate = options.unwindOnTerminate() ? terminate(thread) : Optional.empty();
        CompletableFuture<Void> limit = limit(options, late);
        Stop stop;
        try {
            stop = target.resume(options.resumption(thread.tid()));
        } finally {
            limit.cancel(false);
            terminate.ifPresent(target.breakpoints()::delete);
        }
        if (!(stop instanceof Stop.Stopped stopped)) {
            return new CallOutcome.Ended(stop);
        }
        Optional<RegisterFile> atReturn = returned(stopped, call);
        if (atReturn.isPresent()) {
            Optional<Value> value = result(request.result(), atReturn.get());
            if (stopped.threads().size() > 1) {
                Stop.Stopped others = withoutReturn(stopped, thread);
                listener.accept(others);
                return new CallOutcome.Stopped(others, CallOutcome.Cause.STOP_ELSEWHERE, true);
            }
            stacksBefore.run();
            selectionBefore.run();
            return new CallOutcome.Returned(value);
        }
        CallOutcome.Cause cause = cause(stopped, thread, terminate.orElse(null), late.get());
        boolean restores = switch (cause) {
            case SIGNAL -> options.unwindOnSignal();
            case TERMINATE -> true;
            case TIMEOUT -> options.unwindOnTimeout();
            case STOP, SIGNAL_ELSEWHERE, STOP_ELSEWHERE -> false;
        };
        if (cause != CallOutcome.Cause.TERMINATE) {
            listener.accept(stopped);
        }
        if (restores) {
            pop(call);
            stacksBefore.run();
            selectionBefore.run();
        }
        return new CallOutcome.Stopped(stopped, cause, restores);
    }

    private Pending enter(InferiorThread thread, CallRequest request) {
        pending.removeIf(call -> call.thread.inferior().thread(call.tid()).isEmpty());
        RegisterFile registers = thread.registers();
        RegisterState saved = registers.save();
        InferiorThread.StopState stop = thread.stopState();
        long returnAddress = returnAddress();
        try {
            long sp = CallSetup.enter(thread, request.address(), request.arguments(), request.result(), returnAddress);
            CodeBreakpoint breakpoint = target.breakpoints()
                    .addInternal(
                            target.program(thread).space(),
                            returnAddress,
                            Optional.of(ThreadConditions.returnedTo(thread.tid(), sp)));
            RegisterFile view = SavedRegisters.of(saved, registers.table());
            Pending call = new Pending(thread, returnAddress, sp, saved, view, stop, breakpoint);
            pending.add(call);
            return call;
        } catch (DebugException e) {
            registers.restore(saved);
            throw e;
        }
    }

    private long returnAddress() {
        return target.inferior()
                        .info()
                        .auxiliaryVector()
                        .value(AuxiliaryVector.AT_ENTRY)
                        .orElseThrow(() -> new DebugException(
                                "Functions cannot be called: the system does not tell the entry point of the program."))
                + 1;
    }

    private Optional<CodeBreakpoint> terminate(InferiorThread thread) {
        return target.modules().symbolsNamed(TERMINATE).stream()
                .findFirst()
                .map(place -> target.breakpoints()
                        .addInternal(
                                target.program(thread).space(),
                                place.start(),
                                Optional.of(ThreadConditions.inThread(thread.tid()))));
    }

    private CompletableFuture<Void> limit(CallOptions options, AtomicBoolean late) {
        if (options.limit().isEmpty()) {
            return new CompletableFuture<>();
        }
        Duration limit = options.limit().get();
        Executor later = CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS);
        return CompletableFuture.runAsync(
                () -> {
                    late.set(true);
                    target.interrupt();
                },
                later);
    }

    private static Optional<RegisterFile> returned(Stop.Stopped stopped, Pending call) {
        for (Stop.ThreadReasons thread : stopped.threads()) {
            for (StopReason reason : thread.reasons()) {
                if (reason instanceof StopReason.CallReturned(CodeBreakpoint breakpoint, RegisterFile registers)
                        && breakpoint.equals(call.breakpoint)) {
                    return Optional.of(registers);
                }
            }
        }
        return Optional.empty();
    }

    private static Stop.Stopped withoutReturn(Stop.Stopped stopped, InferiorThread thread) {
        return new Stop.Stopped(stopped.threads().stream()
                .filter(other -> other.thread().tid() != thread.tid())
                .toList());
    }

    private Optional<Value> result(Type type, RegisterFile registers) {
        if (type.unqualified() instanceof Type.VoidType) {
            return Optional.of(Values.VOID);
        }
        return new FunctionResult(type)
                .read(registers, Optional.of(target.inferior().memory()))
                // The room on the stack that it may be in is free again.
                .map(value -> Values.at(Values.snapshot(value), Place.Nowhere.INSTANCE));
    }

    private static CallOutcome.Cause cause(
            Stop.Stopped stopped, InferiorThread thread, @Nullable CodeBreakpoint terminate, boolean late) {
        boolean signal = stopped.reasons().stream()
                .anyMatch(reason -> reason instanceof StopReason.Other(StopCause cause)
                        && (cause instanceof StopCause.Signalled || cause instanceof StopCause.Interrupted));
        boolean interrupted = stopped.reasons().stream()
                .anyMatch(reason -> reason instanceof StopReason.Other(StopCause.Interrupted _));
        if (late && interrupted) {
            return CallOutcome.Cause.TIMEOUT;
        }
        if (stopped.thread().tid() != thread.tid()) {
            return signal ? CallOutcome.Cause.SIGNAL_ELSEWHERE : CallOutcome.Cause.STOP_ELSEWHERE;
        }
        boolean terminates = stopped.reasons().stream()
                .anyMatch(reason -> reason instanceof StopReason.BreakpointHit(CodeBreakpoint breakpoint)
                        && breakpoint.equals(terminate));
        if (terminates) {
            return CallOutcome.Cause.TERMINATE;
        }
        return signal ? CallOutcome.Cause.SIGNAL : CallOutcome.Cause.STOP;
    }

    /** Whether a breakpoint is where a call returns to. */
    boolean isReturn(CodeBreakpoint breakpoint) {
        return pending.stream().anyMatch(call -> call.breakpoint.equals(breakpoint));
    }

    /** A call has returned: puts the thread where it was before. */
    StopReason.CallReturned returned(CodeBreakpoint breakpoint) {
        Pending call = pending.stream()
                .filter(known -> known.breakpoint.equals(breakpoint))
                .findFirst()
                .orElseThrow();
        RegisterFile registers = call.thread.registers();
        RegisterFile atReturn = SavedRegisters.of(registers.save(), registers.table());
        pop(call);
        return new StopReason.CallReturned(breakpoint, atReturn);
    }

    /**
     * Puts a thread where it was before the call that made a frame, which is given up.
     *
     * @param sp that of the frame that stands for the debugger
     */
    void pop(InferiorThread thread, long sp) {
        pending.stream()
                .filter(call -> call.tid() == thread.tid() && call.sp == sp)
                .findFirst()
                .ifPresent(this::pop);
    }

    private void pop(Pending call) {
        int first = pending.indexOf(call);
        // What was called later on the same stack cannot return any more.
        List<Pending> gone = pending.subList(first, pending.size()).stream()
                .filter(other -> other.tid() == call.tid())
                .toList();
        pending.removeAll(gone);
        call.thread.registers().restore(call.registers);
        call.thread.commitRegisters();
        call.thread.restore(call.stop);
        gone.forEach(other -> target.breakpoints().delete(other.breakpoint));
        stacks.forget();
    }

    /** A process is gone, or is another program. */
    void forget(Inferior process) {
        for (Pending call : List.copyOf(pending)) {
            if (call.thread.inferior().equals(process)) {
                target.breakpoints().delete(call.breakpoint);
                pending.remove(call);
            }
        }
    }

    @Override
    public Optional<RegisterFile> registers(int tid, long pc, long sp) {
        for (Pending call : pending) {
            if (call.returnAddress == pc && call.sp == sp && call.tid() == tid) {
                return Optional.of(call.view);
            }
        }
        return Optional.empty();
    }
}
