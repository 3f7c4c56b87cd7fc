package dev.sonde.engine.breakpoint;

import java.util.List;

/** A breakpoint on code. Without locations it is pending: what it names is not loaded yet. */
public final class CodeBreakpoint extends Breakpoint {
    private final LocationSpec spec;
    private final boolean hardware;
    private final BreakpointSpace home;
    private volatile List<BreakpointLocation> locations = List.of();

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

    /** Whether nothing that is loaded has what it names. */
    public boolean isPending() {
        return locations.isEmpty();
    }
}
