package dev.sonde.engine.breakpoint;

import java.util.List;

/** A breakpoint on code. Without locations it is pending: what it names is not loaded yet. */
public final class CodeBreakpoint extends Breakpoint {
    private final LocationSpec spec;
    private final boolean hardware;
    private volatile List<BreakpointLocation> locations = List.of();

    CodeBreakpoint(int number, LocationSpec spec, boolean hardware) {
        super(number);
        this.spec = spec;
        this.hardware = hardware;
    }

    /** Where the user wants to stop. */
    public LocationSpec spec() {
        return spec;
    }

    /** Whether it uses debug registers rather than planted instructions. */
    public boolean isHardware() {
        return hardware;
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
