package dev.sonde.engine.breakpoint;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.StopPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One of the programs in which breakpoints have locations, and what is planted in its process while it runs. */
public final class BreakpointSpace {
    private final int number;
    private final Supplier<LocationResolver> resolver;
    private final Map<StopPoint, BreakpointSite> sites = new HashMap<>();
    private @Nullable Inferior inferior;
    private boolean resting;

    BreakpointSpace(int number, Supplier<LocationResolver> resolver) {
        this.number = number;
        this.resolver = resolver;
    }

    /** The number of the program. */
    public int number() {
        return number;
    }

    LocationResolver resolver() {
        return resolver.get();
    }

    /** Nothing has locations here until there is a process again: the program lives on as another one. */
    public void rest() {
        resting = true;
    }

    boolean isResting() {
        return resting;
    }

    void attach(Inferior process) {
        forgetPlanted();
        resting = false;
        inferior = process;
    }

    void forgetPlanted() {
        sites.clear();
        inferior = null;
    }

    /** The process; null when there is none. */
    @Nullable
    Inferior process() {
        Inferior process = inferior;
        return process == null || process.state() == Inferior.State.GONE ? null : process;
    }

    @Nullable
    BreakpointSite site(StopPoint point) {
        return sites.get(point);
    }

    void plant(BreakpointLocation location) {
        if (process() != null) {
            plant(point(location), location);
            location.setProblem(null);
        }
    }

    void unplant(BreakpointLocation location) {
        unplant(point(location), location);
    }

    /**
     * Reads the value that changes are judged by, and watches what it depends on; nothing without a process.
     *
     * @throws DebugException if debug registers cannot watch it
     */
    void start(Watchpoint watchpoint) {
        Inferior process = process();
        if (process != null) {
            watchpoint.start(watchpoint
                    .scope()
                    .flatMap(frame -> process.thread(frame.tid()))
                    .orElseGet(() -> process.threads().getFirst()));
            plant(watchpoint);
        }
    }

    /** Begins to watch, instruction by instruction if there is no other way. */
    void startOrStep(Watchpoint watchpoint) {
        try {
            start(watchpoint);
        } catch (DebugException e) {
            if (watchpoint.mode() != Watchpoint.Mode.WRITE) {
                throw e;
            }
            watchpoint.setHardware(false);
            start(watchpoint);
        }
    }

    void unplant(Watchpoint watchpoint) {
        List.copyOf(sites.keySet()).forEach(point -> unplant(point, watchpoint));
    }

    private void plant(Watchpoint watchpoint) {
        if (watchpoint.isHardware() && watchpoint.dependsOnRegisters()) {
            throw new DebugException("The value of " + watchpoint.expression()
                    + " depends on registers: the processor watches only memory");
        }
        List<StopPoint.Access> planted = new ArrayList<>();
        try {
            for (StopPoint.Access point : watchpoint.points()) {
                plant(point, watchpoint);
                planted.add(point);
            }
        } catch (DebugException e) {
            planted.forEach(point -> unplant(point, watchpoint));
            throw e;
        }
    }

    private void plant(StopPoint point, SiteOwner owner) {
        BreakpointSite site = sites.get(point);
        if (site == null) {
            site = new BreakpointSite();
            site.owners().add(owner);
            Objects.requireNonNull(inferior).plant(point, site);
            sites.put(point, site);
        } else if (!site.owners().contains(owner)) {
            site.owners().add(owner);
        }
    }

    private void unplant(StopPoint point, SiteOwner owner) {
        BreakpointSite site = sites.get(point);
        if (site == null || !site.owners().remove(owner) || !site.owners().isEmpty()) {
            return;
        }
        sites.remove(point);
        if (inferior != null) {
            inferior.unplant(point);
        }
    }

    private static StopPoint.Execute point(BreakpointLocation location) {
        return new StopPoint.Execute(location.address(), location.breakpoint().isHardware());
    }
}
