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
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The breakpoints, watchpoints and catchpoints of a session, and what of them is planted in its process.
 *
 * <p>They outlive processes: before the first run and between two runs nothing is planted, and what names code by symbols
 * is resolved anew when it is loaded. Not thread-safe but for what the process's driving thread asks while it runs.
 */
public final class BreakpointTable {
    private final Map<Integer, Breakpoint> breakpoints = new TreeMap<>();
    private final Map<StopPoint, BreakpointSite> sites = new HashMap<>();
    private final Map<Watchpoint, CodeBreakpoint> scopeEnds = new HashMap<>();
    private @Nullable Inferior inferior;
    private int lastNumber;
    private int lastInternalNumber;

    /** An empty table, without a process. */
    public BreakpointTable() {}

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
    public CodeBreakpoint addCode(LocationSpec spec, boolean hardware, LocationResolver resolver) {
        CodeBreakpoint breakpoint = new CodeBreakpoint(lastNumber + 1, spec, hardware);
        List<BreakpointLocation> locations = locations(breakpoint, resolver.resolve(spec));
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
        breakpoint.setLocations(locations);
        add(breakpoint);
        return breakpoint;
    }

    /**
     * Watches memory by debug registers.
     *
     * @param expression what to call it
     * @param address in the process; before it runs, that of its file
     * @throws DebugException if too few debug registers are free, or the memory cannot be watched
     */
    public Watchpoint addWatchpoint(String expression, long address, long length, Watchpoint.Mode mode) {
        WatchedMemory memory = new WatchedMemory(expression, WatchedMemory.typeOf(length), address, inferior == null);
        return add(new Watchpoint(lastNumber + 1, memory, mode, Optional.empty(), true));
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
                return add(new Watchpoint(number, expression, mode, scope, true));
            } catch (DebugException e) {
                if (mode != Watchpoint.Mode.WRITE) {
                    throw e;
                }
            }
        } else if (mode != Watchpoint.Mode.WRITE) {
            throw new DebugException("Can't set read/access watchpoint when hardware watchpoints are disabled.");
        }
        return add(new Watchpoint(number, expression, mode, scope, false));
    }

    private Watchpoint add(Watchpoint watchpoint) {
        start(watchpoint);
        add((Breakpoint) watchpoint);
        return watchpoint;
    }

    /** The enabled watchpoints for which the program has to go on instruction by instruction. */
    public List<Watchpoint> softwareWatchpoints() {
        List<Watchpoint> found = List.of();
        for (Breakpoint breakpoint : breakpoints.values()) {
            if (breakpoint instanceof Watchpoint watchpoint && watchpoint.isEnabled() && !watchpoint.isHardware()) {
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
            unplant(watchpoint);
            startOrStep(watchpoint);
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
    public CodeBreakpoint addInternal(long address, Optional<Condition> condition) {
        lastInternalNumber--;
        LocationSpec spec = new LocationSpec.Address(address);
        CodeBreakpoint breakpoint = new CodeBreakpoint(lastInternalNumber, spec, false);
        breakpoint.setCondition(condition);
        breakpoint.setLocations(locations(breakpoint, List.of(address)));
        breakpoint.locations().forEach(this::plant);
        return breakpoint;
    }

    /** Deletes one. */
    public void delete(Breakpoint breakpoint) {
        breakpoints.remove(breakpoint.number());
        switch (breakpoint) {
            case CodeBreakpoint code -> code.locations().forEach(this::unplant);
            case Watchpoint watchpoint -> {
                unplant(watchpoint);
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
                unplant(watchpoint);
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
     * A process is there: plants what can be planted. What cannot has a {@link BreakpointLocation#problem}; a watchpoint
     * that debug registers cannot serve is served by steps, or is disabled if those do not show what it stops for.
     *
     * @return what could not be planted, as sentences for the user
     */
    public List<String> attachTo(Inferior newInferior, LocationResolver resolver) {
        forgetPlanted();
        inferior = newInferior;
        List<String> problems = new ArrayList<>(resolve(resolver));
        for (Breakpoint breakpoint : all()) {
            if (breakpoint instanceof Watchpoint watchpoint) {
                watchpoint.watched().attached(newInferior, resolver);
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
            startOrStep(watchpoint);
        }
    }

    /** The process is gone, or its memory was replaced: nothing is planted any more. */
    public void forgetPlanted() {
        sites.clear();
        scopeEnds.clear();
        for (Breakpoint breakpoint : breakpoints.values()) {
            if (breakpoint instanceof Watchpoint watchpoint) {
                watchpoint.stop();
            }
        }
        inferior = null;
    }

    /**
     * Finds the addresses of every breakpoint anew, after code was loaded or unloaded.
     *
     * @return what could not be planted, as sentences for the user
     */
    public List<String> resolve(LocationResolver resolver) {
        List<String> problems = new ArrayList<>();
        for (Breakpoint breakpoint : breakpoints.values()) {
            if (breakpoint instanceof CodeBreakpoint code) {
                resolve(code, resolver.resolve(code.spec()), problems);
            }
        }
        return problems;
    }

    /**
     * Finds what breakpoints mean in code that was loaded besides what was there: nothing else is looked at.
     *
     * @param resolver finds addresses in all that is loaded
     * @param loaded what is new
     * @return what could not be planted, as sentences for the user
     */
    public List<String> resolveLoaded(LocationResolver resolver, Modules loaded) {
        LocationResolver inLoaded = new LocationResolver(loaded, resolver.memory());
        List<String> problems = new ArrayList<>();
        for (Breakpoint breakpoint : breakpoints.values()) {
            if (breakpoint instanceof CodeBreakpoint code) {
                List<Long> found = switch (code.spec()) {
                    case LocationSpec.Function function -> inLoaded.resolve(function);
                    case LocationSpec.Line line -> inLoaded.resolve(line);
                    case LocationSpec.Address(long address)
                    when loaded.at(address).isPresent() -> List.of(address);
                    case LocationSpec.Address _, LocationSpec.InExecutable _ -> List.of();
                };
                if (!found.isEmpty()) {
                    resolve(code, together(code, found, resolver), problems);
                }
            }
        }
        return problems;
    }

    private static List<Long> together(CodeBreakpoint code, List<Long> found, LocationResolver resolver) {
        if (code.spec() instanceof LocationSpec.Line && !code.isPending()) {
            // Which line is meant where the one that was named has no code may be another now.
            return resolver.resolve(code.spec());
        }
        return Stream.concat(code.locations().stream().map(BreakpointLocation::address), found.stream())
                .distinct()
                .sorted(Long::compareUnsigned)
                .toList();
    }

    /**
     * Forgets what breakpoints mean in code that was unloaded; those that mean nothing else are pending again.
     *
     * @return whether any meant something there
     */
    public boolean forgetUnloaded(Modules unloaded) {
        boolean any = false;
        for (Breakpoint breakpoint : breakpoints.values()) {
            if (breakpoint instanceof CodeBreakpoint code) {
                List<BreakpointLocation> gone = code.locations().stream()
                        .filter(location -> unloaded.at(location.address()).isPresent())
                        .toList();
                gone.forEach(this::unplant);
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

    /** The breakpoints that stopped {@code thread} at {@code point}; asked once for each hit. */
    public List<Breakpoint> takeStopped(StopPoint point, InferiorThread thread) {
        BreakpointSite site = sites.get(point);
        return site == null ? List.of() : site.takeStopped(thread);
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

    private static List<BreakpointLocation> locations(CodeBreakpoint breakpoint, List<Long> addresses) {
        return addresses.stream()
                .map(address -> new BreakpointLocation(breakpoint, address))
                .toList();
    }

    private void resolve(CodeBreakpoint breakpoint, List<Long> addresses, List<String> problems) {
        List<BreakpointLocation> locations = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            long address = addresses.get(i);
            Optional<BreakpointLocation> known = breakpoint.locations().stream()
                    .filter(old -> old.address() == address)
                    .findFirst();
            locations.add(known.isPresent() ? known.get() : moved(breakpoint, i, addresses));
        }
        breakpoint.locations().stream().filter(old -> !locations.contains(old)).forEach(this::unplant);
        breakpoint.setLocations(locations);
        for (BreakpointLocation location : locations) {
            try {
                replant(location);
            } catch (DebugException e) {
                location.setProblem(e.getMessage());
                problems.add("Breakpoint " + breakpoint.number() + " is not inserted. " + e.getMessage());
            }
        }
    }

    /** A new location; where the program was only loaded elsewhere, as enabled as the one that it replaces. */
    private static BreakpointLocation moved(CodeBreakpoint breakpoint, int index, List<Long> addresses) {
        BreakpointLocation location = new BreakpointLocation(breakpoint, addresses.get(index));
        List<BreakpointLocation> before = breakpoint.locations();
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
        if (hasProcess()) {
            plant(point(location), location);
            location.setProblem(null);
        }
    }

    private void unplant(BreakpointLocation location) {
        unplant(point(location), location);
    }

    /** Reads the value that changes are judged by, and watches what it depends on. */
    private void start(Watchpoint watchpoint) {
        Inferior process = inferior;
        if (process == null || !hasProcess()) {
            return;
        }
        WatchScope scope = watchpoint.scope().orElse(null);
        InferiorThread thread = Optional.ofNullable(scope)
                .flatMap(frame -> process.thread(frame.tid()))
                .orElseGet(() -> process.threads().getFirst());
        watchpoint.start(thread);
        plant(watchpoint);
        if (scope != null && !scopeEnds.containsKey(watchpoint)) {
            scopeEnds.put(
                    watchpoint,
                    addInternal(scope.returnAddress(), Optional.of(new FrameLeft(scope.tid(), scope.cfa()))));
        }
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

    /** Begins to watch, instruction by instruction if there is no other way. */
    private void startOrStep(Watchpoint watchpoint) {
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

    private void unplant(Watchpoint watchpoint) {
        List.copyOf(sites.keySet()).forEach(point -> unplant(point, watchpoint));
    }

    private boolean hasProcess() {
        Inferior process = inferior;
        return process != null && process.state() != Inferior.State.GONE;
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
