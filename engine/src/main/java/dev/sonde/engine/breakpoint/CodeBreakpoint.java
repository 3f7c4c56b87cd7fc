package dev.sonde.engine.breakpoint;

import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.Modules;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A breakpoint on code. Without locations it is pending: what it names is not loaded yet. */
public final class CodeBreakpoint extends Breakpoint {
    private final LocationSpec spec;
    private final boolean hardware;
    private final BreakpointSpace home;
    private volatile List<BreakpointLocation> locations = List.of();
    private final Set<Place> disabledUnloaded = new HashSet<>();

    /** An address in a file, wherever that is loaded in a program. */
    private record Place(BreakpointSpace space, String file, long address) {}

    CodeBreakpoint(int number, LocationSpec spec, boolean hardware, BreakpointSpace home) {
        super(number);
        this.spec = spec;
        this.hardware = hardware;
        this.home = home;
    }

    /** Where the user wants to stop. */
    public LocationSpec spec() {
        return spec;
    }

    /** Whether it uses debug registers rather than planted instructions. */
    public boolean isHardware() {
        return hardware;
    }

    /** Whether it has locations in {@code space}: names mean every program, addresses the one in which they were given. */
    boolean concerns(BreakpointSpace space) {
        return space == home || spec instanceof LocationSpec.Function || spec instanceof LocationSpec.Line;
    }

    /** The addresses that it means, in their order. */
    public List<BreakpointLocation> locations() {
        return locations;
    }

    void setLocations(List<BreakpointLocation> newLocations) {
        locations = List.copyOf(newLocations);
    }

    /** A location is about to go with its file: should the file be loaded again, it is as enabled as it was. */
    void unloading(BreakpointLocation location, Modules unloaded) {
        place(location.space(), location.address(), unloaded).ifPresent(place -> {
            if (location.isEnabled()) {
                disabledUnloaded.remove(place);
            } else {
                disabledUnloaded.add(place);
            }
        });
    }

    /** Whether the location at an address was disabled when its file was unloaded. */
    boolean wasDisabled(BreakpointSpace space, long address, Modules loaded) {
        return !disabledUnloaded.isEmpty()
                && place(space, address, loaded)
                        .filter(disabledUnloaded::contains)
                        .isPresent();
    }

    private static Optional<Place> place(BreakpointSpace space, long address, Modules modules) {
        Optional<LoadedModule> module = modules.at(address);
        return module.map(file -> new Place(space, file.name(), file.toFile(address)));
    }

    /** Whether nothing that is loaded has what it names. */
    public boolean isPending() {
        return locations.isEmpty();
    }
}
