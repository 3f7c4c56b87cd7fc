package dev.sonde.cli.execution;

import dev.sonde.engine.target.Target;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Turns Ctrl-C into a stop of the program while it runs.
 *
 * <p>A launched program that has the terminal gets the signal itself; this is for a process that was attached to, and for
 * a debugger that is no terminal's foreground. The virtual machine keeps SIGINT for itself, and has no other interface to ask
 * for it.
 */
final class Interruption implements AutoCloseable {
    private static final Signal INTERRUPT = new Signal("INT");

    private final SignalHandler previous;

    private Interruption(SignalHandler previous) {
        this.previous = previous;
    }

    /** From now on Ctrl-C stops {@code target}'s process; until closed. */
    static Interruption of(Target target) {
        return new Interruption(Signal.handle(INTERRUPT, _ -> {
            if (target.nonStop() && target.hasProcess()) {
                target.interrupt(target.selectedThread());
            } else {
                target.interrupt();
            }
        }));
    }

    @Override
    public void close() {
        Signal.handle(INTERRUPT, previous);
    }
}
