package dev.sonde.engine.breakpoint;

import dev.sonde.engine.inferior.InferiorThread;
import org.jspecify.annotations.Nullable;

/** An address that a {@link CodeBreakpoint} means in one of the programs. */
public final class BreakpointLocation implements SiteOwner {
    private final CodeBreakpoint breakpoint;
    private final BreakpointSpace space;
    private final long address;
    private volatile boolean enabled = true;
    private volatile @Nullable String problem;

    BreakpointLocation(CodeBreakpoint breakpoint, BreakpointSpace space, long address) {
        this.breakpoint = breakpoint;
        this.space = space;
        this.address = address;
    }

    /** Whose location it is. */
    @Override
    public CodeBreakpoint breakpoint() {
        return breakpoint;
    }

    /** The program that it belongs to. */
    public BreakpointSpace space() {
        return space;
    }

    /** The address in the process; before the program runs, that of its file. */
    public long address() {
        return address;
    }

    /** Whether this location can stop the process, as far as the breakpoint can. */
    public boolean isEnabled() {
        return enabled;
    }

    void setEnabled(boolean newEnabled) {
        enabled = newEnabled;
    }

    /** Why nothing is planted here although it should; null when all is well. */
    public @Nullable String problem() {
        return problem;
    }

    void setProblem(@Nullable String newProblem) {
        problem = newProblem;
    }

    @Override
    public boolean wantsStop(InferiorThread hitter) {
        return enabled && breakpoint.judge(hitter);
    }
}
