package dev.sonde.engine.target;

import dev.sonde.engine.breakpoint.BreakpointSpace;
import dev.sonde.engine.breakpoint.BreakpointTable;
import dev.sonde.engine.breakpoint.Watchpoint;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.StepControl;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.ThreadAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is watched without debug registers, during one resumption: every thread that runs goes on instruction by
 * instruction, and the values are looked at after each.
 */
final class SoftwareWatch {
    private final BreakpointTable breakpoints;
    private final List<Watchpoint> watchpoints;
    private final Set<Integer> done = ConcurrentHashMap.newKeySet();

    /** @param space the program that is resumed */
    SoftwareWatch(BreakpointTable breakpoints, BreakpointSpace space) {
        this.breakpoints = breakpoints;
        watchpoints = breakpoints.softwareWatchpoints(space);
    }

    /** The resumption as it has to be carried out. */
    Resumption applyTo(Resumption resumption) {
        if (watchpoints.isEmpty()) {
            return resumption;
        }
        Map<Integer, ThreadAction> actions = new HashMap<>();
        resumption.actions().forEach((tid, action) -> actions.put(tid, watching(action)));
        return new Resumption(actions, watching(resumption.others()));
    }

    private ThreadAction watching(ThreadAction action) {
        return switch (action) {
            case ThreadAction.Continue(var signal) -> new ThreadAction.Step(signal, thread -> !hasChanged(thread));
            case ThreadAction.Step(var signal, StepControl control) ->
                new ThreadAction.Step(signal, thread -> stepAgain(thread, control));
            case ThreadAction.ToSyscall _, ThreadAction.Stay _ -> action;
        };
    }

    private boolean stepAgain(InferiorThread thread, StepControl control) {
        boolean again = control.stepAgain(thread);
        if (!again) {
            done.add(thread.tid());
        }
        return !hasChanged(thread) && again;
    }

    private boolean hasChanged(InferiorThread thread) {
        boolean changed = false;
        for (Watchpoint watchpoint : watchpoints) {
            changed |= watchpoint.wantsStop(thread);
        }
        return changed;
    }

    /** What it means that {@code thread} has ended its steps. */
    List<StopReason> reasons(InferiorThread thread, StopCause.StepDone cause) {
        List<StopReason> reasons = new ArrayList<>();
        for (Watchpoint watchpoint : watchpoints) {
            breakpoints
                    .takeChange(watchpoint, thread)
                    .ifPresent(change -> reasons.add(new StopReason.Watched(watchpoint, change)));
        }
        if (watchpoints.isEmpty() || done.contains(thread.tid())) {
            reasons.add(new StopReason.Other(cause));
        }
        return reasons;
    }
}
