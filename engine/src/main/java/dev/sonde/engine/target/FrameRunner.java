package dev.sonde.engine.target;

import dev.sonde.engine.breakpoint.Condition;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.x86_64.Register;
import java.util.List;
import java.util.Optional;

/** Lets the process run until a thread is at an address in a certain frame. */
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
    Stop finish(Resumption resumption) throws InterruptedException {
        Frame caller =
                caller().orElseThrow(() -> new DebugException("\"finish\" not meaningful in the outermost frame."));
        Detour detour = new Detour(target, target.program(thread))
                .until(caller.pc(), backIn(caller), new StopReason.Returned(caller.pc()));
        return run(detour, frame.cfa().orElse(0), resumption);
    }

    /**
     * Runs until the thread is at one of {@code addresses}, or the frame has returned.
     *
     * @param inFrame whether to pass the addresses by where they are executed by another call of the function
     */
    Stop runTo(List<Long> addresses, boolean inFrame, Resumption resumption) throws InterruptedException {
        Detour detour = new Detour(target, target.program(thread));
        caller().ifPresent(caller -> detour.until(caller.pc(), backIn(caller), new StopReason.Returned(caller.pc())));
        Condition there = inFrame
                ? ThreadConditions.inFrame(
                        thread.tid(),
                        0,
                        frame.cfa(),
                        stacks,
                        target.program(thread).modules())
                : ThreadConditions.inThread(thread.tid());
        for (long address : addresses) {
            detour.until(address, there, new StopReason.Arrived(address));
        }
        return run(detour, frame.cfa().orElse(0), resumption);
    }

    /** Runs to the end of {@code detour}; an escape out of the frame ends it, too. */
    private Stop run(Detour detour, long cfa, Resumption resumption) throws InterruptedException {
        Escapes escapes = new Escapes(target, thread);
        InstructionStepper stepper = new InstructionStepper(target, thread, resumption);
        Stop stop = stepper.run(escapes.addTo(detour, cfa));
        if (!stepper.isDone(stop) || !escapes.isAt(thread.registers().readLong(Register.RIP))) {
            return stop;
        }
        Stop landed = escapes.follow(stepper);
        return stepper.isDone(landed) ? Stop.Stopped.of(thread, new StopReason.Stepped(true)) : landed;
    }

    /** The frame to which the call of this one returns, however many functions are inlined in between. */
    private Optional<Frame> caller() {
        Frame call = frame;
        while (call.isInlined()) {
            Optional<Frame> outer =
                    stacks.passing(thread, target.program(thread).modules()).frame(call.level() + 1);
            if (outer.isEmpty()) {
                return outer;
            }
            call = outer.get();
        }
        return stacks.passing(thread, target.program(thread).modules()).frame(call.level() + 1);
    }

    private Condition backIn(Frame caller) {
        long sp = frame.cfa().orElseThrow(() -> new DebugException("Cannot find out where the frame returns to."));
        return ThreadConditions.inFrame(
                thread.tid(), sp, caller.cfa(), stacks, target.program(thread).modules());
    }
}
