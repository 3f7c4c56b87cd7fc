package dev.sonde.engine.target;

import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.Condition;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.unwind.FrameId;
import dev.sonde.engine.x86_64.Register;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets the process run until a thread is at an address in a certain frame: by the debugger's own breakpoints, so that the
 * user's breakpoints, signals and other threads' stops on the way are what they always are.
 */
final class FrameRunner {
    private final Target target;
    private final Stacks stacks;
    private final Frame frame;
    private final InferiorThread thread;

    FrameRunner(Target target, Stacks stacks, Frame frame) {
        this.target = target;
        this.stacks = stacks;
        this.frame = frame;
        this.thread = frame.thread();
    }

    /** Runs until the frame has returned to its caller. */
    Stop finish() throws InterruptedException {
        Frame caller =
                caller().orElseThrow(() -> new DebugException("\"finish\" not meaningful in the outermost frame."));
        return run(Map.of(caller.pc(), new Awaited(backIn(caller), new StopReason.Returned(caller.pc()))));
    }

    /**
     * Runs until the thread is at {@code address}, or the frame has returned.
     *
     * @param inFrame whether to pass the address by where it is executed by another call of the function
     */
    Stop runTo(long address, boolean inFrame) throws InterruptedException {
        Map<Long, Awaited> places = new LinkedHashMap<>();
        caller().ifPresent(caller ->
                places.put(caller.pc(), new Awaited(backIn(caller), new StopReason.Returned(caller.pc()))));
        Condition there = inFrame ? sameFrame() : new InThread(thread.tid());
        places.put(address, new Awaited(there, new StopReason.Arrived(address)));
        return run(places);
    }

    private Optional<Frame> caller() {
        return stacks.passing(thread, target.modules()).frame(frame.level() + 1);
    }

    private Condition backIn(Frame caller) {
        long sp = frame.cfa().orElseThrow(() -> new DebugException("Cannot find out where the frame returns to."));
        return new InFrame(thread.tid(), sp, caller.callId().orElse(null), stacks, target.modules());
    }

    private Condition sameFrame() {
        return new InFrame(thread.tid(), 0, frame.callId().orElse(null), stacks, target.modules());
    }

    /** What is waited for at an address, and what it is reported as. */
    private record Awaited(Condition condition, StopReason reason) {}

    private Stop run(Map<Long, Awaited> places) throws InterruptedException {
        Map<CodeBreakpoint, StopReason> planted = new LinkedHashMap<>();
        try {
            places.forEach((address, awaited) -> planted.put(
                    target.breakpoints().addInternal(address, Optional.of(awaited.condition)), awaited.reason));
            Stop stop = target.resume(Resumption.continueAll());
            return stop instanceof Stop.Stopped stopped ? translated(stopped, planted) : stop;
        } finally {
            planted.keySet().forEach(target.breakpoints()::delete);
        }
    }

    /** The stop with the debugger's own breakpoints shown as what they stand for. */
    private static Stop translated(Stop.Stopped stopped, Map<CodeBreakpoint, StopReason> planted) {
        return new Stop.Stopped(stopped.threads().stream()
                .map(t -> new Stop.ThreadReasons(t.thread(), translated(t.reasons(), planted)))
                .toList());
    }

    private static List<StopReason> translated(List<StopReason> reasons, Map<CodeBreakpoint, StopReason> planted) {
        return reasons.stream()
                .map(reason -> reason instanceof StopReason.BreakpointHit(CodeBreakpoint breakpoint)
                        ? planted.getOrDefault(breakpoint, reason)
                        : reason)
                .toList();
    }

    /** True in one thread. */
    private record InThread(int tid) implements Condition {
        @Override
        public boolean holds(InferiorThread thread) {
            return thread.tid() == tid;
        }

        @Override
        public String text() {
            return "thread " + tid;
        }
    }

    /**
     * True when the innermost frame of the thread is the expected one, and not one of a deeper call.
     *
     * @param sp below this address rsp is in a deeper call: known without looking at the frame
     * @param id the frame, null if nothing but the stack pointer tells
     */
    private record InFrame(int tid, long sp, @Nullable FrameId id, Stacks stacks, Modules modules)
            implements Condition {
        @Override
        public boolean holds(InferiorThread thread) {
            if (thread.tid() != tid || Long.compareUnsigned(thread.registers().readLong(Register.RSP), sp) < 0) {
                return false;
            }
            Optional<FrameId> here = id == null
                    ? Optional.empty()
                    : stacks.passing(thread, modules).innermost().callId();
            return here.isEmpty() || here.get().equals(id);
        }

        @Override
        public String text() {
            return "in the frame at 0x" + Long.toHexString(id == null ? sp : id.cfa());
        }
    }
}
