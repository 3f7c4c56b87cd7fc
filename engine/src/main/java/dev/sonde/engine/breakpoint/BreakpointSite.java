package dev.sonde.engine.breakpoint;

import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.StopFilter;
import dev.sonde.engine.inferior.StopPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A planted instruction or debug register, shared by every location that means its address. */
final class BreakpointSite implements StopFilter {
    private final StopPoint.Execute point;
    private final List<BreakpointLocation> owners = new CopyOnWriteArrayList<>();
    private final Map<Integer, List<Breakpoint>> stopped = new ConcurrentHashMap<>();

    BreakpointSite(StopPoint.Execute point) {
        this.point = point;
    }

    StopPoint.Execute point() {
        return point;
    }

    List<BreakpointLocation> owners() {
        return owners;
    }

    @Override
    public boolean shouldStop(InferiorThread thread) {
        List<Breakpoint> stopping = List.of();
        for (BreakpointLocation owner : owners) {
            if (owner.judge(thread)) {
                stopping = stopping.isEmpty() ? new ArrayList<>() : stopping;
                stopping.add(owner.breakpoint());
            }
        }
        if (stopping.isEmpty()) {
            return false;
        }
        stopped.put(thread.tid(), stopping);
        return true;
    }

    /** The breakpoints that decided to stop {@code thread} here; asked once for each hit. */
    List<Breakpoint> takeStopped(InferiorThread thread) {
        List<Breakpoint> breakpoints = stopped.remove(thread.tid());
        return breakpoints == null ? List.of() : breakpoints;
    }
}
