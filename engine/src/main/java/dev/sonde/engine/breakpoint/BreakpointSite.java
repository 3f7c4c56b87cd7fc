package dev.sonde.engine.breakpoint;

import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.StopFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A planted instruction or debug register, shared by all that are to stop there. */
final class BreakpointSite implements StopFilter {
    private final List<SiteOwner> owners = new CopyOnWriteArrayList<>();
    private final Map<Integer, List<Breakpoint>> stopped = new ConcurrentHashMap<>();

    List<SiteOwner> owners() {
        return owners;
    }

    @Override
    public boolean shouldStop(InferiorThread thread) {
        List<Breakpoint> stopping = List.of();
        for (SiteOwner owner : owners) {
            if (owner.wantsStop(thread)) {
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
