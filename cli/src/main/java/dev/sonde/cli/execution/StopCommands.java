package dev.sonde.cli.execution;

import dev.sonde.cli.command.Body;
import dev.sonde.cli.command.Session;
import dev.sonde.engine.breakpoint.Breakpoint;
import dev.sonde.engine.target.Stop;
import dev.sonde.engine.target.StopReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The commands that breakpoints carry out when they have stopped the program. Those of a stop are given up when one of
 * them lets the program go on, as in gdb; the commands of the next stop follow then.
 */
public final class StopCommands {
    private static final String SILENT = "silent";

    private final Session session;
    private final Map<Integer, Body> bodies = new HashMap<>();
    private List<Body> pending = List.of();
    private long stops;
    private boolean running;

    private StopCommands(Session session) {
        this.session = session;
    }

    /** Those of {@code session}. */
    public static StopCommands of(Session session) {
        return session.shared(StopCommands.class, StopCommands::new);
    }

    /** Gives a breakpoint commands in place of those that it has; none for an empty body. */
    public void set(Breakpoint breakpoint, Body body) {
        if (body.lines().isEmpty()) {
            bodies.remove(breakpoint.number());
        } else {
            bodies.put(breakpoint.number(), body);
        }
    }

    /** The commands of a breakpoint. */
    public Optional<Body> of(Breakpoint breakpoint) {
        return Optional.ofNullable(bodies.get(breakpoint.number()));
    }

    /** Whether every reason of a stop is a breakpoint whose commands begin with {@code silent}. */
    boolean silences(Stop.Stopped stopped) {
        return stopped.reasons().stream()
                .allMatch(reason -> reason.requester()
                        .flatMap(this::of)
                        .filter(StopCommands::isSilent)
                        .isPresent());
    }

    /**
     * Carries out the commands for a stop; called inside of such commands, it leaves that to the one outside. The first that
     * fails ends them all, with its error.
     */
    void run(Stop.Stopped stopped) throws InterruptedException {
        stops++;
        List<Body> found = new ArrayList<>();
        for (StopReason reason : stopped.reasons()) {
            reason.requester().flatMap(this::of).ifPresent(found::add);
        }
        pending = found;
        if (running) {
            return;
        }
        running = true;
        try {
            while (!pending.isEmpty()) {
                Body body = pending.getFirst();
                pending = pending.subList(1, pending.size());
                run(body);
            }
        } finally {
            running = false;
            pending = List.of();
        }
    }

    private void run(Body body) throws InterruptedException {
        long stop = stops;
        Body commands =
                isSilent(body) ? new Body(body.lines().subList(1, body.lines().size())) : body;
        commands.run(session, () -> stops == stop && session.target().hasProcess());
    }

    private static boolean isSilent(Body body) {
        return body.lines().getFirst().equals(SILENT);
    }
}
