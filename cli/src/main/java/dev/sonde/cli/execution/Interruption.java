package dev.sonde.cli.execution;

import dev.sonde.engine.target.Target;

/**
 * Turns Ctrl-C into a stop of the program while it runs.
 *
 * <p>A launched program that has the terminal gets the signal itself; this is for a process that was attached to, and for
 * a debugger that is no terminal's foreground.
 */
@SuppressWarnings("sunapi") // the virtual machine keeps SIGINT for itself, and has no other interface to ask for it
final class Interruption implements AutoCloseable {
    private static final sun.misc.Signal INTERRUPT = new sun.misc.Signal("INT");

    private final sun.misc.SignalHandler previous;

    private Interruption(sun.misc.SignalHandler previous) {
        this.previous = previous;
    }

    /** From now on Ctrl-C stops {@code target}'s process; until closed. */
    static Interruption of(Target target) {
        return new Interruption(sun.misc.Signal.handle(INTERRUPT, _ -> target.interrupt()));
    }

    @Override
    public void close() {
        sun.misc.Signal.handle(INTERRUPT, previous);
    }
}
