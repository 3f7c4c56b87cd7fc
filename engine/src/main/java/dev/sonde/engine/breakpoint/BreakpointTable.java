package dev.sonde.engine.breakpoint;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.StopPoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The breakpoints, watchpoints and catchpoints of a session, and what of them is planted in its processes.
 *
 * <p>They outlive processes: before the first run and between two runs nothing is planted, and what names code by symbols
 * is resolved anew when it is loaded. A name means every program of the session that has it; an address, and memory that
 * is watched, belong to the program that is selected when they are given. Not thread-safe but for what the process's driving thread asks while it runs.
 */
public final class BreakpointTable {
    private final Map<Integer, Breakpoint> breakpoints = new TreeMap<>();
    private final Map<Integer, BreakpointSpace> spaces = new TreeMap<>();
    private @Nullable BreakpointSpace selected;
    private int lastNumber;
    private int lastInternalNumber;

    /** An empty table, without a program. */
    public BreakpointTable() {}

    /**
     * A program is there, in which breakpoints may have locations. The first one is selected.
     *
     * @param number by which the user refers to it
     * @param resolver finds the addresses that a specification means there at the moment
     */
    public BreakpointSpace addSpace(int number, Supplier<LocationResolver> resolver) {
        BreakpointSpace space = new BreakpointSpace(number, resolver);
        spaces.put(number, space);
        if (selected == null) {
            selected = space;
        }
        return space;
    }

    /** A program is there no more. */
    public void removeSpace(BreakpointSpace space) {
        space.forgetPlanted();
        spaces.remove(space.number());
        for (Breakpoint breakpoint : all()) {
            switch (breakpoint) {
                case CodeBreakpoint code -> code.setLocations(locationsOutside(code, space));
                case Watchpoint watchpoint when watchpoint.space() == space -> breakpoints.remove(watchpoint.number());
                case Watchpoint _, Catchpoint _ -> {}
            }
        }
    }

    /** Chooses the program that addresses mean from now on. */
    public void select(BreakpointSpace space) {
        selected = space;
    }

    private BreakpointSpace selected() {
        BreakpointSpace space = selected;
        if (space == null) {
            throw new IllegalStateException("there is no program");
        }
        return space;
    }

    /** All of them, in the order of their numbers. */
    public List<Breakpoint> all() {
        return List.copyOf(breakpoints.values());
    }

    /** The one with this number. */
    public Optional<Breakpoint> find(int number) {
        return Optional.ofNullable(breakpoints.get(number));
    }

    /** The number that was given last, 0 for none yet. */
    public int lastNumber() {
        return lastNumber;
    }

    /** Whether any breakpoint may mean code that is loaded later. */
    public boolean anyByName() {
        return breakpoints.values().stream()
                .anyMatch(b -> b instanceof CodeBreakpoint code
                        && code.isEnabled()
                        && (code.spec() instanceof LocationSpec.Function || code.spec() instanceof LocationSpec.Line));
    }

    /**
     * Sets a breakpoint on code.
     *
     * @param hardware whether to use debug registers, which leave the code bytes alone
     * @throws DebugException if it cannot be planted; it is not set then
     */
    public CodeBreakpoint addCode(LocationSpec spec, boolean hardware) {
        CodeBreakpoint breakpoint = new CodeBreakpoint(lastNumber + 1, spec, hardware, selected());
        List<BreakpointLocation> locations = new ArrayList<>();
        for (BreakpointSpace space : spaces.values()) {
            if (breakpoint.concerns(space)) {
                addresses(breakpoint, space)
                        .forEach(address -> locations.add(new BreakpointLocation(breakpoint, space, address)));
            }
        }
        List<BreakpointLocation> planted = new ArrayList<>();
        try {
            for (BreakpointLocation location : locations) {
                plant(location);
                planted.add(location);
            }
        } catch (DebugException e) {
            planted.forEach(this::unplant);
            throw e;
        }
        breakpoint.setLocations(inOrder(locations));
        add(breakpoint);
        return breakpoint;
    }

    private static List<Long> addresses(CodeBreakpoint breakpoint, BreakpointSpace space) {
        return space.isResting() ? List.of() : space.resolver().resolve(breakpoint.spec());
    }

    private static List<BreakpointLocation> inOrder(List<BreakpointLocation> locations) {
        locations.sort((a, b) -> a.address() == b.address()
                ? Integer.compare(a.space().number(), b.space().number())
                : Long.compareUnsigned(a.address(), b.address()));
        return locations;
    }

    /**
     * Watches memory.
     *
     * @param expression what to call it
     * @param address in the process; before it runs, that of its file
     * @throws DebugException if no debug register is free, or the memory cannot be watched
     */
    public Watchpoint addWatchpoint(String expression, long address, long length, Watchpoint.Mode mode) {
        BreakpointSpace space = selected();
        boolean inFile = space.process() == null;
        Watchpoint watchpoint = new Watchpoint(lastNumber + 1, space, expression, address, inFile, length, mode);
        if (breakpoints.values().stream()
                .anyMatch(b -> b instanceof Watchpoint other
                        && other.space() == space
                        && other.point().equals(watchpoint.point()))) {
            throw new DebugException("These " + length + " bytes at 0x" + Long.toHexString(address)
                    + " are watched already in the same way");
        }
        space.plant(watchpoint);
        add(watchpoint);
        return watchpoint;
    }

    /** Catches what the program asks of the system. {@link #catches} tells a backend. */
    public Catchpoint addCatchpoint(Catchpoint.Event event) {
        Catchpoint catchpoint = new Catchpoint(lastNumber + 1, event);
        add(catchpoint);
        return catchpoint;
    }

    /** The enabled catchpoints, by what they catch. */
    public Collection<Catchpoint> catches() {
        return breakpoints.values().stream()
                .filter(b -> b.isEnabled() && b instanceof Catchpoint)
                .map(Catchpoint.class::cast)
                .toList();
    }

    /**
     * Sets a breakpoint for the debugger's own use: with a negative number, and in no list.
     *
     * @throws DebugException if it cannot be planted
     */
    public CodeBreakpoint addInternal(BreakpointSpace space, long address, Optional<Condition> condition) {
        lastInternalNumber--;
        LocationSpec spec = new LocationSpec.Address(address);
        CodeBreakpoint breakpoint = new CodeBreakpoint(lastInternalNumber, spec, false, space);
        breakpoint.setCondition(condition);
        breakpoint.setLocations(List.of(new BreakpointLocation(breakpoint, space, address)));
        breakpoint.locations().forEach(this::plant);
        return breakpoint;
    }

    /** Deletes one. */
    public void delete(Breakpoint breakpoint) {
        breakpoints.remove(breakpoint.number());
        switch (breakpoint) {
            case CodeBreakpoint code -> code.locations().forEach(this::unplant);
            case Watchpoint watchpoint -> watchpoint.space().unplant(watchpoint);
            case Catchpoint _ -> {}
        }
    }

    /**
     * Enables or disables one.
     *
     * @throws DebugException if it is to be enabled and cannot be planted
     */
    public void setEnabled(Breakpoint breakpoint, boolean enabled) {
        if (breakpoint.isEnabled() == enabled) {
            return;
        }
        if (breakpoint instanceof Watchpoint watchpoint) {
            if (enabled) {
                watchpoint.space().plant(watchpoint);
            } else {
                watchpoint.space().unplant(watchpoint);
            }
        }
        breakpoint.setEnabled(enabled);
        if (breakpoint instanceof CodeBreakpoint code) {
            code.locations().forEach(this::replant);
        }
    }

    /** Enables or disables one location. */
    public void setEnabled(BreakpointLocation location, boolean enabled) {
        location.setEnabled(enabled);
        replant(location);
    }

    /**
     * A process is there: plants what can be planted. What cannot has a {@link BreakpointLocation#problem}, and a
     * watchpoint that cannot is disabled.
     *
     * @return what could not be planted, as sentences for the user
     */
    public List<String> attachTo(BreakpointSpace space, Inferior process) {
        space.attach(process);
        List<String> problems = new ArrayList<>(resolve(space));
        for (Breakpoint breakpoint : breakpoints.values()) {
            if (breakpoint instanceof Watchpoint watchpoint && watchpoint.space() == space) {
                watchpoint.place(space.resolver());
                if (!watchpoint.isEnabled()) {
                    continue;
                }
                try {
                    space.plant(watchpoint);
                } catch (DebugException e) {
                    watchpoint.setEnabled(false);
                    problems.add("Watchpoint " + watchpoint.number() + " is disabled. " + e.getMessage());
                }
            }
        }
        return problems;
    }

    /** The process is gone, or its memory was replaced: nothing is planted there any more. */
    public void forgetPlanted(BreakpointSpace space) {
        space.forgetPlanted();
    }

    /**
     * Finds the addresses of every breakpoint in a program anew, after code was loaded or unloaded.
     *
     * @return what could not be planted, as sentences for the user
     */
    public List<String> resolve(BreakpointSpace space) {
        List<String> problems = new ArrayList<>();
        for (Breakpoint breakpoint : breakpoints.values()) {
            if (breakpoint instanceof CodeBreakpoint code && code.concerns(space)) {
                resolve(code, space, addresses(code, space), problems);
            }
        }
        return problems;
    }

    /** The breakpoints that stopped {@code thread} at {@code point}; asked once for each hit. */
    public List<Breakpoint> takeStopped(StopPoint point, InferiorThread thread) {
        for (BreakpointSpace space : spaces.values()) {
            if (thread.inferior().equals(space.process())) {
                BreakpointSite site = space.site(point);
                return site != null ? site.takeStopped(thread) : watchpoints(space, point);
            }
        }
        return List.of();
    }

    private List<Breakpoint> watchpoints(BreakpointSpace space, StopPoint point) {
        return breakpoints.values().stream()
                .filter(b -> b instanceof Watchpoint watchpoint
                        && watchpoint.space() == space
                        && watchpoint.point().equals(point))
                .toList();
    }

    /** What the access did that stopped {@code thread} at {@code watchpoint}; asked once for each hit. */
    public Watchpoint.Change takeChange(Watchpoint watchpoint, InferiorThread thread) {
        return watchpoint.takeChange(thread);
    }

    /** {@code breakpoint} has stopped the process: a temporary one is deleted, one whose stops are used up disabled. */
    public void stopped(Breakpoint breakpoint) {
        if (breakpoint.isTemporary()) {
            delete(breakpoint);
        } else if (breakpoint.isSpent()) {
            setEnabled(breakpoint, false);
        }
    }

    /** Judges an event that a backend reported, as a hit is; whether it stops the process. */
    public boolean judge(Catchpoint catchpoint, InferiorThread thread) {
        return catchpoint.judge(thread);
    }

    private void add(Breakpoint breakpoint) {
        lastNumber = breakpoint.number();
        breakpoints.put(breakpoint.number(), breakpoint);
    }

    private void resolve(
            CodeBreakpoint breakpoint, BreakpointSpace space, List<Long> addresses, List<String> problems) {
        List<BreakpointLocation> before = breakpoint.locations().stream()
                .filter(old -> old.space() == space)
                .toList();
        List<BreakpointLocation> locations = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            long address = addresses.get(i);
            Optional<BreakpointLocation> known =
                    before.stream().filter(old -> old.address() == address).findFirst();
            locations.add(known.isPresent() ? known.get() : moved(breakpoint, space, before, i, addresses));
        }
        before.stream().filter(old -> !locations.contains(old)).forEach(this::unplant);
        List<BreakpointLocation> all = locationsOutside(breakpoint, space);
        all.addAll(locations);
        breakpoint.setLocations(inOrder(all));
        for (BreakpointLocation location : locations) {
            try {
                replant(location);
            } catch (DebugException e) {
                location.setProblem(e.getMessage());
                problems.add("Breakpoint " + breakpoint.number() + " is not inserted. " + e.getMessage());
            }
        }
    }

    private static List<BreakpointLocation> locationsOutside(CodeBreakpoint breakpoint, BreakpointSpace space) {
        List<BreakpointLocation> others = new ArrayList<>(breakpoint.locations());
        others.removeIf(location -> location.space() == space);
        return others;
    }

    /** A new location; where the program was only loaded elsewhere, as enabled as the one that it replaces. */
    private static BreakpointLocation moved(
            CodeBreakpoint breakpoint,
            BreakpointSpace space,
            List<BreakpointLocation> before,
            int index,
            List<Long> addresses) {
        BreakpointLocation location = new BreakpointLocation(breakpoint, space, addresses.get(index));
        if (before.size() == addresses.size()) {
            location.setEnabled(before.get(index).isEnabled());
        }
        return location;
    }

    /** Plants a location that may stop, and removes one that may not. */
    private void replant(BreakpointLocation location) {
        if (location.isEnabled() && location.breakpoint().isEnabled()) {
            plant(location);
        } else {
            unplant(location);
        }
    }

    private void plant(BreakpointLocation location) {
        location.space().plant(location);
    }

    private void unplant(BreakpointLocation location) {
        location.space().unplant(location);
    }
}
