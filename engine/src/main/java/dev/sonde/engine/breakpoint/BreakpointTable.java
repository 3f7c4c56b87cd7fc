package dev.sonde.engine.breakpoint;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.symbols.Modules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The breakpoints, watchpoints and catchpoints of a session, and what of them is planted in its processes.
 *
 * <p>They outlive processes: before the first run and between two runs nothing is planted, and what names code by symbols
 * is resolved anew when it is loaded. A name means every program of the session that has it; an address, and memory that
 * is watched, belong to the program that is selected when they are given. Not thread-safe but for what the process's
 * driving thread asks while it runs.
 */
public final class BreakpointTable {
    private final Map<Integer, Breakpoint> breakpoints = new TreeMap<>();
    private final Map<Integer, BreakpointSpace> spaces = new TreeMap<>();
    private final Map<Watchpoint, CodeBreakpoint> scopeEnds = new HashMap<>();
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
     * Watches memory by debug registers.
     *
     * @param expression what to call it
     * @param address in the process; before it runs, that of its file
     * @throws DebugException if too few debug registers are free, or the memory cannot be watched
     */
    public Watchpoint addWatchpoint(String expression, long address, long length, Watchpoint.Mode mode) {
        WatchedMemory memory = new WatchedMemory(
                expression, WatchedMemory.typeOf(length), address, selected().process() == null);
        return add(new Watchpoint(lastNumber + 1, selected(), memory, mode, Optional.empty(), true));
    }

    /**
     * Watches the value of an expression: by debug registers where that can be done; otherwise, to find what changes the
     * value, the program goes on instruction by instruction.
     *
     * @param scope the frame without which the expression means nothing; with its end the watchpoint ends
     * @param hardware whether debug registers may be used
     * @throws DebugException if accesses shall stop which debug registers cannot watch
     */
    public Watchpoint addWatchpoint(
            WatchedExpression expression, Watchpoint.Mode mode, Optional<WatchScope> scope, boolean hardware) {
        int number = lastNumber + 1;
        if (hardware) {
            try {
                return add(new Watchpoint(number, selected(), expression, mode, scope, true));
            } catch (DebugException e) {
                if (mode != Watchpoint.Mode.WRITE) {
                    throw e;
                }
            }
        } else if (mode != Watchpoint.Mode.WRITE) {
            throw new DebugException("Can't set read/access watchpoint when hardware watchpoints are disabled.");
        }
        return add(new Watchpoint(number, selected(), expression, mode, scope, false));
    }

    private Watchpoint add(Watchpoint watchpoint) {
        start(watchpoint);
        add((Breakpoint) watchpoint);
        return watchpoint;
    }

    private void start(Watchpoint watchpoint) {
        watchpoint.space().start(watchpoint);
        watchScope(watchpoint);
    }

    /** A watchpoint on what is in a frame ends with it. */
    private void watchScope(Watchpoint watchpoint) {
        if (watchpoint.space().process() != null && !scopeEnds.containsKey(watchpoint)) {
            watchpoint
                    .scope()
                    .ifPresent(scope -> scopeEnds.put(
                            watchpoint,
                            addInternal(
                                    watchpoint.space(),
                                    scope.returnAddress(),
                                    Optional.of(new FrameLeft(scope.tid(), scope.cfa())))));
        }
    }

    /** The enabled watchpoints for which a program has to go on instruction by instruction. */
    public List<Watchpoint> softwareWatchpoints(BreakpointSpace space) {
        List<Watchpoint> found = List.of();
        for (Breakpoint breakpoint : breakpoints.values()) {
            if (breakpoint instanceof Watchpoint watchpoint
                    && watchpoint.space() == space
                    && watchpoint.isEnabled()
                    && !watchpoint.isHardware()) {
                found = found.isEmpty() ? new ArrayList<>() : found;
                found.add(watchpoint);
            }
        }
        return found;
    }

    /** The watchpoint whose frame ends where {@code breakpoint} is, if it is for that. */
    public Optional<Watchpoint> endingAt(CodeBreakpoint breakpoint) {
        return scopeEnds.entrySet().stream()
                .filter(end -> end.getValue().equals(breakpoint))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Watches what the value of a watchpoint depends on now. */
    public void follow(Watchpoint watchpoint) {
        if (watchpoint.takeMoved()) {
            watchpoint.space().unplant(watchpoint);
            watchpoint.space().startOrStep(watchpoint);
        }
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
            case Watchpoint watchpoint -> {
                watchpoint.space().unplant(watchpoint);
                CodeBreakpoint end = scopeEnds.remove(watchpoint);
                if (end != null) {
                    delete(end);
                }
            }
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
                start(watchpoint);
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
        forgetPlanted(space);
        space.attach(process);
        List<String> problems = new ArrayList<>(resolve(space));
        for (Breakpoint breakpoint : all()) {
            if (breakpoint instanceof Watchpoint watchpoint && watchpoint.space() == space) {
                watchpoint.watched().attached(process, space.resolver());
                try {
                    setUp(watchpoint);
                } catch (DebugException e) {
                    watchpoint.setEnabled(false);
                    problems.add("Watchpoint " + watchpoint.number() + " is disabled. " + e.getMessage());
                }
            }
        }
        return problems;
    }

    /** Plants a watchpoint in a new process; one of a frame of the last process is deleted. */
    private void setUp(Watchpoint watchpoint) {
        if (watchpoint.scope().isPresent()) {
            delete(watchpoint);
        } else if (watchpoint.isEnabled()) {
            watchpoint.space().startOrStep(watchpoint);
        }
    }

    /** The process is gone, or its memory was replaced: nothing is planted there any more. */
    public void forgetPlanted(BreakpointSpace space) {
        space.forgetPlanted();
        scopeEnds.keySet().removeIf(watchpoint -> watchpoint.space() == space);
        for (Breakpoint breakpoint : breakpoints.values()) {
            if (breakpoint instanceof Watchpoint watchpoint && watchpoint.space() == space) {
                watchpoint.stop();
            }
        }
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

    /**
     * Finds what breakpoints mean in code that was loaded besides what was there: nothing else is looked at.
     *
     * @param space the program in which it was loaded
     * @param resolver finds addresses in all that is loaded there
     * @param loaded what is new
     * @return what could not be planted, as sentences for the user
     */
    public List<String> resolveLoaded(BreakpointSpace space, LocationResolver resolver, Modules loaded) {
        LocationResolver inLoaded = new LocationResolver(loaded, resolver.memory());
        List<String> problems = new ArrayList<>();
        for (Breakpoint breakpoint : breakpoints.values()) {
            if (breakpoint instanceof CodeBreakpoint code && code.concerns(space)) {
                List<Long> found = switch (code.spec()) {
                    case LocationSpec.Function function -> inLoaded.resolve(function);
                    case LocationSpec.Line line -> inLoaded.resolve(line);
                    case LocationSpec.Address(long address)
                    when loaded.at(address).isPresent() -> List.of(address);
                    case LocationSpec.Address _, LocationSpec.InExecutable _ -> List.of();
                };
                if (!found.isEmpty()) {
                    resolve(code, space, together(code, space, found, resolver), problems);
                }
            }
        }
        return problems;
    }

    private static List<Long> together(
            CodeBreakpoint code, BreakpointSpace space, List<Long> found, LocationResolver resolver) {
        List<BreakpointLocation> before = locationsIn(code, space);
        if (code.spec() instanceof LocationSpec.Line && !before.isEmpty()) {
            // Which line is meant where the one that was named has no code may be another now.
            return resolver.resolve(code.spec());
        }
        return Stream.concat(before.stream().map(BreakpointLocation::address), found.stream())
                .distinct()
                .sorted(Long::compareUnsigned)
                .toList();
    }

    /**
     * Forgets what breakpoints mean in code that was unloaded; those that mean nothing else are pending again.
     *
     * @param space the program in which it was unloaded
     * @return whether any meant something there
     */
    public boolean forgetUnloaded(BreakpointSpace space, Modules unloaded) {
        boolean any = false;
        for (Breakpoint breakpoint : breakpoints.values()) {
            if (breakpoint instanceof CodeBreakpoint code) {
                List<BreakpointLocation> gone = locationsIn(code, space).stream()
                        .filter(location -> unloaded.at(location.address()).isPresent())
                        .toList();
                gone.forEach(location -> {
                    unplant(location);
                    code.unloading(location, unloaded);
                });
                if (!(code.spec() instanceof LocationSpec.Address)) {
                    code.setLocations(code.locations().stream()
                            .filter(location -> !gone.contains(location))
                            .toList());
                }
                any |= !gone.isEmpty();
            }
        }
        return any;
    }

    private static List<BreakpointLocation> locationsIn(CodeBreakpoint code, BreakpointSpace space) {
        return code.locations().stream()
                .filter(location -> location.space() == space)
                .toList();
    }

    /** The breakpoints that stopped {@code thread} at {@code point}; asked once for each hit. */
    public List<Breakpoint> takeStopped(StopPoint point, InferiorThread thread) {
        for (BreakpointSpace space : spaces.values()) {
            if (thread.inferior().equals(space.process())) {
                BreakpointSite site = space.site(point);
                return site == null ? List.of() : site.takeStopped(thread);
            }
        }
        return List.of();
    }

    /** What the access did that {@code thread} has stopped for, if {@code watchpoint} has stopped it; asked once for each hit. */
    public Optional<Watchpoint.Change> takeChange(Watchpoint watchpoint, InferiorThread thread) {
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
        List<BreakpointLocation> before = locationsIn(breakpoint, space);
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

    /** A new location; where its file was only loaded elsewhere or again, as enabled as the one that it replaces. */
    private static BreakpointLocation moved(
            CodeBreakpoint breakpoint,
            BreakpointSpace space,
            List<BreakpointLocation> before,
            int index,
            List<Long> addresses) {
        BreakpointLocation location = new BreakpointLocation(breakpoint, space, addresses.get(index));
        if (before.size() == addresses.size()) {
            location.setEnabled(before.get(index).isEnabled());
        } else if (breakpoint.wasDisabled(
                space, location.address(), space.resolver().modules())) {
            location.setEnabled(false);
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
