package dev.sonde.engine.target;

import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.Condition;
import dev.sonde.engine.inferior.Resumption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets the process run until a thread is at one of some addresses: by the debugger's own breakpoints, so that the user's
 * breakpoints, signals and other threads' stops on the way are what they always are.
 */
final class Detour {
    private final Target target;
    private final Program program;
    private boolean upToChild;
    private final Map<Long, Awaited> places = new LinkedHashMap<>();

    /** What is waited for at an address, and what it is reported as. */
    private record Awaited(Condition condition, StopReason reason) {}

    /** @param program the one in whose process the addresses are */
    Detour(Target target, Program program) {
        this.target = target;
        this.program = program;
    }

    /** Ends at {@code address} when {@code condition} holds there, which is reported as {@code reason}. */
    Detour until(long address, Condition condition, StopReason reason) {
        places.put(address, new Awaited(condition, reason));
        return this;
    }

    /** Ends, by the end of a step in the child, when the debugger goes on with a child that was made on the way. */
    Detour upToChild() {
        upToChild = true;
        return this;
    }

    /** Does not end at {@code address} any more. */
    void passing(long address) {
        places.remove(address);
    }

    /** Runs to the first of the places, or until something else stops the process. */
    Stop run(Resumption resumption) throws InterruptedException {
        Map<CodeBreakpoint, StopReason> planted = new LinkedHashMap<>();
        try {
            places.forEach((address, awaited) -> planted.put(
                    target.breakpoints().addInternal(program.space(), address, Optional.of(awaited.condition)),
                    awaited.reason));
            Stop stop = upToChild ? target.resumeUpToChild(resumption) : target.resume(resumption);
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
                .distinct()
                .toList();
    }
}
