package dev.sonde.engine.breakpoint;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.StopPoint;
import java.util.HashMap;
import java.util.Map;
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
        Inferior process = process();
        if (process == null) {
            return;
        }
        StopPoint.Execute point = point(location);
        BreakpointSite site = sites.get(point);
        if (site == null) {
            site = new BreakpointSite(point);
            site.owners().add(location);
            process.plant(point, site);
            sites.put(point, site);
        } else if (!site.owners().contains(location)) {
            site.owners().add(location);
        }
        location.setProblem(null);
    }

    void unplant(BreakpointLocation location) {
        StopPoint.Execute point = point(location);
        BreakpointSite site = sites.get(point);
        if (site == null || !site.owners().remove(location) || !site.owners().isEmpty()) {
            return;
        }
        sites.remove(point);
        if (inferior != null) {
            inferior.unplant(point);
        }
    }

    void plant(Watchpoint watchpoint) {
        Inferior process = process();
        if (process != null) {
            watchpoint.watch(process.memory());
            process.plant(watchpoint.point(), watchpoint);
        }
    }

    void unplant(Watchpoint watchpoint) {
        if (inferior != null) {
            inferior.unplant(watchpoint.point());
        }
    }

    private static StopPoint.Execute point(BreakpointLocation location) {
        return new StopPoint.Execute(location.address(), location.breakpoint().isHardware());
    }
}
