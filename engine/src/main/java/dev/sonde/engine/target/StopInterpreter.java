package dev.sonde.engine.target;

import dev.sonde.engine.breakpoint.Breakpoint;
import dev.sonde.engine.breakpoint.Catchpoint;
import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.Watchpoint;
import dev.sonde.engine.inferior.Catching;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.library.LibraryChange;
import dev.sonde.engine.library.SharedLibrary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Says what a backend's stop means in terms of what the user asked for, and does what needs no user. */
final class StopInterpreter {
    private final Target target;
    private final RuntimeSignals runtimeSignals;

    StopInterpreter(Target target) {
        this.target = target;
        runtimeSignals = new RuntimeSignals(target.signals(), target::tell);
    }

    /** Another program is debugged from now on. */
    void programChanged() {
        runtimeSignals.reset();
    }

    /** What the backend has to stop at so that every enabled catchpoint is served. */
    Catching catching() {
        List<Catchpoint.Event.Syscall> syscalls = new ArrayList<>();
        boolean forks = false;
        boolean vforks = false;
        for (Catchpoint catchpoint : target.breakpoints().catches()) {
            switch (catchpoint.event()) {
                case Catchpoint.Event.Syscall syscall -> syscalls.add(syscall);
                case Catchpoint.Event.Fork() -> forks = true;
                case Catchpoint.Event.Vfork() -> vforks = true;
                case Catchpoint.Event.Exec() -> {} // always reported
                case Catchpoint.Event.Library _ -> {} // the dynamic loader tells
            }
        }
        return new Catching(
                target.signals(),
                syscalls.isEmpty() ? null : number -> syscalls.stream().anyMatch(s -> s.catches(number)),
                forks,
                vforks,
                false,
                forks || vforks || target.following().keepsChildren(),
                false);
    }

    /** The stop as the user shall see it; empty when it is of no interest to the user. */
    Optional<Stop.Stopped> interpret(StopEvent.Stopped event, Resumption resumption, SoftwareWatch watch) {
        List<Stop.ThreadReasons> threads = new ArrayList<>();
        for (StopEvent.ThreadStop stop : event.stops()) {
            Set<StopReason> reasons = new LinkedHashSet<>();
            for (StopCause cause : stop.causes()) {
                reasons.addAll(reasons(stop.thread(), cause, resumption, watch));
            }
            if (!reasons.isEmpty()) {
                threads.add(new Stop.ThreadReasons(stop.thread(), List.copyOf(reasons)));
            }
        }
        if (threads.isEmpty()) {
            return Optional.empty();
        }
        noteStops(threads);
        return Optional.of(new Stop.Stopped(threads));
    }

    private List<StopReason> reasons(
            InferiorThread thread, StopCause cause, Resumption resumption, SoftwareWatch watch) {
        return switch (cause) {
            case StopCause.Hit(var point) -> hit(thread, target.breakpoints().takeStopped(point, thread));
            case StopCause.SyscallEntry(long number, var _) -> syscall(thread, cause, number, resumption);
            case StopCause.SyscallExit(long number, var _, long _) -> syscall(thread, cause, number, resumption);
            case StopCause.Forked(int _, boolean vfork, var kept) -> {
                kept.ifPresent(child -> target.program(thread).made(new ForkFollower.Made(thread, child, vfork)));
                yield caught(
                        thread,
                        cause,
                        event -> vfork
                                ? event instanceof Catchpoint.Event.Vfork
                                : event instanceof Catchpoint.Event.Fork);
            }
            case StopCause.Executed(String path, var _) -> {
                target.executed(thread, path);
                yield caught(thread, cause, event -> event instanceof Catchpoint.Event.Exec);
            }
            case StopCause.VforkDone _ -> List.of();
            case StopCause.StepDone step -> watch.reasons(thread, step);
            case StopCause.Signalled _ ->
                runtimeSignals.isItsWork(thread.inferior(), cause) ? List.of() : List.of(new StopReason.Other(cause));
            case StopCause.Interrupted _,
                    StopCause.HistoryEnd _,
                    StopCause.ThreadCreated _,
                    StopCause.ThreadEnded _,
                    StopCause.ThreadExiting _ -> List.of(new StopReason.Other(cause));
        };
    }

    private List<StopReason> hit(InferiorThread thread, List<Breakpoint> breakpoints) {
        List<StopReason> reasons = new ArrayList<>();
        for (Breakpoint breakpoint : breakpoints) {
            switch (breakpoint) {
                case CodeBreakpoint code
                when target.program(thread).libraryWatch().has(code) ->
                    reasons.addAll(libraryEvent(thread, target.program(thread).librariesChanged()));
                case CodeBreakpoint code
                when target.calls().isReturn(code) -> reasons.add(target.calls().returned(code));
                case CodeBreakpoint code when code.retract(thread) -> {} // it goes on
                case CodeBreakpoint code -> reasons.add(codeHit(code));
                case Watchpoint watchpoint -> {
                    target.breakpoints()
                            .takeChange(watchpoint, thread)
                            .ifPresent(change -> reasons.add(new StopReason.Watched(watchpoint, change)));
                    target.breakpoints().follow(watchpoint);
                }
                case Catchpoint _ -> {} // catches no place
            }
        }
        return reasons;
    }

    /** The debugger's own breakpoint at the end of a frame takes the watchpoint with it that ends there. */
    private StopReason codeHit(CodeBreakpoint code) {
        Optional<Watchpoint> ended = target.breakpoints().endingAt(code);
        ended.ifPresent(target.breakpoints()::delete);
        return ended.<StopReason>map(StopReason.WatchEnded::new).orElseGet(() -> new StopReason.BreakpointHit(code));
    }

    private List<StopReason> libraryEvent(InferiorThread thread, LibraryChange change) {
        List<StopReason> reasons = new ArrayList<>();
        for (Catchpoint catchpoint : target.breakpoints().catches()) {
            if (catchpoint.event() instanceof Catchpoint.Event.Library(boolean load, var _, var names)
                    && (load ? change.loaded() : change.unloaded())
                            .stream().map(SharedLibrary::name).anyMatch(names)
                    && target.breakpoints().judge(catchpoint, thread)) {
                reasons.add(new StopReason.LibraryEvent(Optional.of(catchpoint), change));
            }
        }
        if (reasons.isEmpty() && target.program(thread).libraryOptions().stopAtEvents()) {
            reasons.add(new StopReason.LibraryEvent(Optional.empty(), change));
        }
        return reasons;
    }

    private List<StopReason> syscall(InferiorThread thread, StopCause cause, long number, Resumption resumption) {
        if (resumption.actionFor(thread.tid()) instanceof ThreadAction.ToSyscall) {
            return List.of(new StopReason.Other(cause));
        }
        return caught(
                thread, cause, event -> event instanceof Catchpoint.Event.Syscall syscall && syscall.catches(number));
    }

    private List<StopReason> caught(InferiorThread thread, StopCause cause, Predicate<Catchpoint.Event> matches) {
        List<StopReason> reasons = new ArrayList<>();
        for (Catchpoint catchpoint : target.breakpoints().catches()) {
            if (matches.test(catchpoint.event()) && target.breakpoints().judge(catchpoint, thread)) {
                reasons.add(new StopReason.Caught(catchpoint, cause));
            }
        }
        return reasons;
    }

    private void noteStops(List<Stop.ThreadReasons> threads) {
        for (Stop.ThreadReasons thread : threads) {
            for (StopReason reason : thread.reasons()) {
                reason.requester().ifPresent(target.breakpoints()::stopped);
            }
        }
    }
}
