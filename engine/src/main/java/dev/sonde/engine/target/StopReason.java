package dev.sonde.engine.target;

import dev.sonde.engine.breakpoint.Breakpoint;
import dev.sonde.engine.breakpoint.Catchpoint;
import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.Watchpoint;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.library.LibraryChange;
import dev.sonde.engine.x86_64.RegisterFile;
import java.util.Optional;

/** Why a thread stopped, in the terms of what the user asked for. */
public sealed interface StopReason {
    /** The breakpoint, watchpoint or catchpoint that asked for the stop, if one did. */
    default Optional<Breakpoint> requester() {
        return Optional.empty();
    }

    /** A breakpoint was hit and counted. */
    record BreakpointHit(CodeBreakpoint breakpoint) implements StopReason {
        @Override
        public Optional<Breakpoint> requester() {
            return Optional.of(breakpoint);
        }
    }

    /** A watchpoint saw an access; the instruction that made it has been executed. */
    record Watched(Watchpoint watchpoint, Watchpoint.Change change) implements StopReason {
        @Override
        public Optional<Breakpoint> requester() {
            return Optional.of(watchpoint);
        }
    }

    /** The frame was left without which what was watched means nothing; the watchpoint is deleted. */
    record WatchEnded(Watchpoint watchpoint) implements StopReason {}

    /** A catchpoint caught what the program asked of the system. */
    record Caught(Catchpoint catchpoint, StopCause cause) implements StopReason {
        @Override
        public Optional<Breakpoint> requester() {
            return Optional.of(catchpoint);
        }
    }

    /**
     * The dynamic loader has done something that the user wanted to hear of.
     *
     * @param catchpoint what caught it; empty when every event of the loader stops the process
     * @param change what was loaded and unloaded, which may be nothing
     */
    record LibraryEvent(Optional<Catchpoint> catchpoint, LibraryChange change) implements StopReason {
        @Override
        public Optional<Breakpoint> requester() {
            return catchpoint.map(Breakpoint.class::cast);
        }
    }

    /**
     * The frame that was to be finished has returned.
     *
     * @param address where it has returned to
     */
    record Returned(long address) implements StopReason {}

    /**
     * A function has returned that the debugger had called; the thread is where it was before the call.
     *
     * @param breakpoint where it has returned to
     * @param registers those of the thread when it had returned
     */
    record CallReturned(CodeBreakpoint breakpoint, RegisterFile registers) implements StopReason {}

    /** The address was reached that the thread was to run to. */
    record Arrived(long address) implements StopReason {}

    /**
     * A step is done.
     *
     * @param elsewhere whether it has led into another function, or out of the one where it began
     */
    record Stepped(boolean elsewhere) implements StopReason {}

    /** What needs no breakpoint: a step by instructions that is done, a signal, an interruption, a system call that was run to. */
    record Other(StopCause cause) implements StopReason {}
}
