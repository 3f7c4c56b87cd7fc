package dev.sonde.engine.target;

import dev.sonde.engine.breakpoint.Condition;
import dev.sonde.engine.breakpoint.FrameLeft;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.symbols.LineRange;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.unwind.Backtrace;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.x86_64.Register;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Steps one thread to the start of another line.
 *
 * <p>Within the code of the line the thread is stepped by instructions, and when that takes long runs at full speed up to
 * where the code is left ({@link AreaExits}). Where it comes out, {@link #judge} decides what that means, by the rules of
 * gdb's {@code process_event_stop_test}: a call is run to its return or entered, a signal handler is run to its end, the
 * middle of another line is stepped through, and the start of one ends the step.
 *
 * <p>Calls are told apart by their frames, never by the pc alone, so that recursion is no matter.
 */
final class LineStepper {
    private static final long STEPS_BEFORE_RUNNING = 256;

    private final Target target;
    private final Stacks stacks;
    private final InferiorThread thread;
    private final LineStep kind;
    private final InstructionStepper stepper;
    private final Escapes escapes;
    private final long startFunction;
    private StepOrigin origin;
    private @Nullable CallWatch watch;
    /** Whether the next instruction may be the first of a handler, for a signal that is delivered to begin with. */
    private boolean delivering;
    /** Whether the step began in the parent of this process. */
    private boolean forked;

    private long budget = STEPS_BEFORE_RUNNING;
    private @Nullable AreaExits exits;
    /** The area whose exits are known, or were found to be too many. */
    private @Nullable StepArea examined;

    private LineStepper(
            Target target,
            Stacks stacks,
            InferiorThread thread,
            StepOrigin origin,
            LineStep kind,
            InstructionStepper stepper) {
        this.target = target;
        this.stacks = stacks;
        this.thread = thread;
        this.kind = kind;
        this.stepper = stepper;
        this.escapes = new Escapes(target, thread);
        this.origin = origin;
        startFunction = origin.function();
        delivering = stepper.deliversSignal();
    }

    /**
     * Steps to the start of another line, or in code without line information out of the function.
     *
     * @throws DebugException if nothing is known of the code at the pc
     */
    static Stop step(Target target, Stacks stacks, InferiorThread thread, LineStep kind, InstructionStepper stepper)
            throws InterruptedException {
        Frame here = stacks.of(thread, target.program(thread).modules()).innermost();
        StepOrigin origin = StepOrigin.at(here, kind)
                .orElseThrow(() -> new DebugException("Cannot find bounds of current function"));
        LineStepper lines = new LineStepper(target, stacks, thread, origin, kind, stepper);
        int notEntered = stacks.notEntered(thread, target.program(thread).modules());
        if (kind == LineStep.INTO && notEntered > 0) {
            stacks.notEntered(thread, notEntered - 1);
            return lines.finished();
        }
        return lines.run();
    }

    /** Steps until a function that was inlined into another has come to its end there. */
    static Stop finishInlined(Target target, Stacks stacks, Frame inlined, Frame outer, InstructionStepper stepper)
            throws InterruptedException {
        StepOrigin origin = StepOrigin.within(inlined, outer);
        return new LineStepper(target, stacks, inlined.thread(), origin, LineStep.OVER, stepper).run();
    }

    private Stop run() throws InterruptedException {
        while (true) {
            Stop stop = travel();
            if (!stepper.isDone(stop)) {
                return stop;
            }
            Stop end = judge();
            delivering = false;
            if (end != null) {
                return end;
            }
        }
    }

    /** Goes on at least one instruction, and until the thread may have left the area. */
    private Stop travel() throws InterruptedException {
        if (budget <= 0) {
            Optional<AreaExits> known = exits();
            if (known.isPresent()) {
                return runThrough(known.get());
            }
            budget = Long.MAX_VALUE;
        }
        CallWatch fresh = new CallWatch(thread.inferior(), thread);
        watch = fresh;
        AreaControl control = new AreaControl(origin.area(), fresh, delivering ? 1 : budget);
        Stop stop = stepper.step(control);
        budget = delivering ? budget : control.left();
        return stop;
    }

    private Optional<AreaExits> exits() {
        StepArea area = origin.area();
        if (!area.equals(examined)) {
            origin = origin.withWholeLine(kind);
            area = origin.area();
            examined = area;
            exits = AreaExits.of(area, thread.inferior().memory(), this::isOfInterest)
                    .orElse(null);
        }
        return Optional.ofNullable(exits);
    }

    /** Whether a call of {@code address}, 0 when it is not known, may end the step. */
    private boolean isOfInterest(long address) {
        return kind == LineStep.INTO
                && (address == 0 || !functionEntries().at(address).isEmpty());
    }

    private FunctionEntries.Entries entriesAt(long pc) {
        return kind == LineStep.INTO ? functionEntries().at(pc) : FunctionEntries.Entries.NONE;
    }

    private FunctionEntries functionEntries() {
        return new FunctionEntries(
                target.program(thread).modules(),
                target.program(thread).resolver(),
                thread.inferior().memory());
    }

    /** Runs to an exit of the area, and over it. */
    private Stop runThrough(AreaExits known) throws InterruptedException {
        long pc = pc();
        if (origin.area().contains(pc) && !known.leaving().contains(pc)) {
            Detour detour = new Detour(target, target.program(thread));
            for (long address : known.all()) {
                detour.until(address, inFrame(0, origin.frame().cfa()), InstructionStepper.DONE);
            }
            watch = null;
            Stop stop = run(detour, thread.registers().readLong(Register.RSP));
            if (!stepper.isDone(stop) || !known.leaving().contains(pc())) {
                return stop;
            }
        }
        watch = new CallWatch(thread.inferior(), thread);
        return stepper.step(1);
    }

    /** What the place means that the thread has come to: the end of the step, or null if it goes on. */
    private @Nullable Stop judge() throws InterruptedException {
        OptionalLong call = watch == null ? OptionalLong.empty() : watch.returnAddress();
        if (call.isPresent() && watch != null) {
            Stop after = call(call.getAsLong(), watch.stackPointer());
            if (after != null) {
                return after;
            }
        }
        Frame here = here();
        if (origin.isCallOf(here) && origin.area().contains(here.pc())) {
            return null;
        }
        return origin.isCallOf(here) ? arrived(here) : elsewhere(here);
    }

    /** A function was called: null when it has returned. */
    private @Nullable Stop call(long returnAddress, long sp) throws InterruptedException {
        FunctionEntries.Entries entries = entriesAt(pc());
        if (entries.places().contains(pc())) {
            return finished();
        }
        Detour detour = new Detour(target, target.program(thread))
                .upToChild()
                .until(returnAddress, new FrameLeft(thread.tid(), sp), InstructionStepper.DONE);
        Stop after = unlessAt(entries, detour, sp);
        return after instanceof Stop.Stopped stopped && isOfChild(stopped)
                ? goOnIn(stopped.thread(), returnAddress, sp)
                : after;
    }

    private boolean isOfChild(Stop.Stopped stop) {
        return stop.reasons().equals(List.of(InstructionStepper.DONE))
                && stop.thread().inferior() != thread.inferior();
    }

    /** The call has made a child with which the debugger goes on: so does the step, in the same call of the copy. */
    private Stop goOnIn(InferiorThread child, long returnAddress, long sp) throws InterruptedException {
        InstructionStepper inChild = new InstructionStepper(target, child, Resumption.continueAll());
        LineStepper lines = new LineStepper(target, stacks, child, origin, kind, inChild);
        lines.forked = true;
        Stop after = lines.call(returnAddress, sp);
        Stop end = after == null ? lines.judgeAgain() : after;
        return end == null ? lines.run() : end;
    }

    /** Runs to the end of {@code detour}, or to where an escape from all frames below {@code sp} leads. */
    private Stop run(Detour detour, long sp) throws InterruptedException {
        Stop stop = stepper.run(escapes.addTo(detour, sp));
        return stepper.isDone(stop) && escapes.isAt(pc()) ? escapes.follow(stepper) : stop;
    }

    /** Runs to one of {@code entries}, which ends the step, or to the end of {@code detour}, which does not. */
    private @Nullable Stop unlessAt(FunctionEntries.Entries entries, Detour detour, long sp)
            throws InterruptedException {
        Condition here = ThreadConditions.inThread(thread.tid());
        entries.places().forEach(place -> detour.until(place, here, InstructionStepper.DONE));
        entries.choosers().forEach(chooser -> detour.until(chooser, here, InstructionStepper.DONE));
        Stop after = run(detour, sp);
        if (!stepper.isDone(after)) {
            return after;
        }
        if (entries.choosers().contains(pc())) {
            entries.choosers().forEach(detour::passing);
            return unlessAtChosen(detour, sp);
        }
        return entries.places().contains(pc()) ? finished() : null;
    }

    /** The dynamic loader asks which implementation of an indirect function to take: what it is told may be entered. */
    private @Nullable Stop unlessAtChosen(Detour detour, long sp) throws InterruptedException {
        long inLoader = thread.registers().readLong(Register.RSP) + Long.BYTES;
        long returnAddress = thread.inferior().memory().readLong(inLoader - Long.BYTES);
        Stop after = run(
                new Detour(target, target.program(thread))
                        .until(returnAddress, new FrameLeft(thread.tid(), inLoader), InstructionStepper.DONE),
                inLoader);
        if (!stepper.isDone(after)) {
            return after;
        }
        boolean chosen = pc() == returnAddress;
        return chosen ? unlessAt(entriesAt(thread.registers().readLong(Register.RAX)), detour, sp) : null;
    }

    /** The thread is in another call: of a signal handler, of what was jumped to, or of a caller. */
    private @Nullable Stop elsewhere(Frame here) throws InterruptedException {
        Backtrace all = stacks.of(thread, target.program(thread).modules()).whole();
        Frame interrupted = all.frame(1).filter(Frame::isSignalFrame).isPresent()
                ? all.frame(2).filter(origin::isCallOf).orElse(null)
                : null;
        if (interrupted != null && !delivering) {
            return unlessAt(
                    FunctionEntries.Entries.NONE,
                    new Detour(target, target.program(thread))
                            .until(interrupted.pc(), inFrame(0, interrupted.cfa()), InstructionStepper.DONE),
                    thread.registers().readLong(Register.RSP));
        }
        if (origin.isTailCall(here)) {
            FunctionEntries.Entries entries = entriesAt(here.pc());
            if (entries.places().contains(here.pc())) {
                return finished();
            }
            Stop after = toCaller(all, here, entries);
            return after == null ? judgeAgain() : after;
        }
        boolean unknown = target.program(thread).modules().lineAt(here.pc()).isEmpty()
                && here.symbol().isEmpty();
        if (unknown && kind == LineStep.INTO && all.frame(1).isPresent()) {
            Stop after = toCaller(all, here, FunctionEntries.Entries.NONE);
            return after == null ? judgeAgain() : after;
        }
        return arrived(here);
    }

    private @Nullable Stop judgeAgain() throws InterruptedException {
        watch = null;
        return judge();
    }

    /** Runs until the call of {@code here} has returned, which gives null. */
    private @Nullable Stop toCaller(Backtrace all, Frame here, FunctionEntries.Entries entries)
            throws InterruptedException {
        Frame call = here;
        while (call.isInlined()) {
            call = all.caller(call).orElseThrow();
        }
        Frame caller = all.caller(call).orElse(null);
        if (caller == null) {
            return finished();
        }
        Detour detour = new Detour(target, target.program(thread))
                .until(caller.pc(), inFrame(here.cfa().orElse(0), caller.cfa()), InstructionStepper.DONE);
        return unlessAt(entries, detour, thread.registers().readLong(Register.RSP));
    }

    /** The thread is outside the area, perhaps in an inlined function, at the start of a line or within one. */
    private @Nullable Stop arrived(Frame here) {
        LineRange row = target.program(thread)
                .modules()
                .lineAt(here.pc())
                .filter(r -> r.line() > 0)
                .orElse(null);
        if (row == null) {
            return finished();
        }
        boolean sameFrame = origin.isFrameOf(here);
        int notEntered = stacks.notEntered(thread, target.program(thread).modules());
        if (sameFrame && notEntered > 0) {
            return inlinedCall(here, notEntered);
        }
        if (!sameFrame && isInlinedInOrigin(here)) {
            return kind == LineStep.INTO ? finished() : null;
        }
        if (here.pc() == row.start() && !origin.isLine(row)) {
            if (row.isStatement()) {
                return finished();
            }
            // No good place to stop. In another frame than before, the next one may be of the same line.
            origin = sameFrame ? origin : StepOrigin.at(here, row).withoutLine();
        } else {
            origin = StepOrigin.at(here, row);
        }
        return null;
    }

    /** The next instruction is the first of a function that is inlined into the one that is stepped. */
    private @Nullable Stop inlinedCall(Frame here, int notEntered) {
        boolean sameLine = here.source().filter(origin::isLine).isPresent();
        if (!sameLine) {
            return finished();
        }
        if (kind != LineStep.INTO) {
            return null;
        }
        stacks.notEntered(thread, notEntered - 1);
        return finished();
    }

    private boolean isInlinedInOrigin(Frame here) {
        Backtrace all = stacks.of(thread, target.program(thread).modules());
        Frame at = here;
        while (at.isInlined()) {
            Optional<Frame> outer = all.caller(at);
            if (outer.isEmpty()) {
                return false;
            }
            at = outer.get();
            if (origin.isFrameOf(at)) {
                return true;
            }
        }
        return false;
    }

    private Stop finished() {
        Frame here = here();
        boolean entered = forked || !origin.isFrameOf(here) || here.functionAddress() != startFunction;
        return Stop.Stopped.of(thread, new StopReason.Stepped(entered));
    }

    private Frame here() {
        return stacks.of(thread, target.program(thread).modules()).innermost();
    }

    private long pc() {
        return thread.registers().readLong(Register.RIP);
    }

    private Condition inFrame(long sp, OptionalLong cfa) {
        Modules modules = target.program(thread).modules();
        return ThreadConditions.inFrame(thread.tid(), sp, cfa, stacks, modules);
    }
}
