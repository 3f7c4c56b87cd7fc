package dev.sonde.cli.execution;

import dev.sonde.cli.command.Session;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.ThreadAction;
import java.util.HashMap;
import java.util.Map;

/** The signals that threads shall go on with, as {@code queue-signal} chose them. */
public final class PendingSignals {
    private final Map<Integer, SignalDelivery> chosen = new HashMap<>();

    private PendingSignals() {}

    /** Those of {@code session}. */
    public static PendingSignals of(Session session) {
        return session.shared(PendingSignals.class, _ -> new PendingSignals());
    }

    /** Chooses with which signal thread {@code tid} goes on. */
    public void choose(int tid, SignalDelivery signal) {
        chosen.put(tid, signal);
    }

    /** What each thread does that has a signal chosen, when all run; the choices are used up. */
    Map<Integer, ThreadAction> takeActions() {
        Map<Integer, ThreadAction> actions = new HashMap<>();
        chosen.forEach((tid, signal) -> actions.put(tid, new ThreadAction.Continue(signal)));
        chosen.clear();
        return actions;
    }

    /** The choice for thread {@code tid}, or what it stopped for; used up. */
    SignalDelivery take(int tid) {
        SignalDelivery signal = chosen.remove(tid);
        return signal == null ? SignalDelivery.pending() : signal;
    }
}
