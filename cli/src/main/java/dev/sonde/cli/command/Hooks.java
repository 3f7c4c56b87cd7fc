package dev.sonde.cli.command;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The user's own commands that run before and after others: {@code hook-NAME} and {@code hookpost-NAME}. A hook that
 * carries out the command it belongs to does not call itself.
 */
public final class Hooks {
    private static final String BEFORE = "hook-";
    private static final String AFTER = "hookpost-";

    private final Session session;
    private final Set<String> running = new HashSet<>();

    private Hooks(Session session) {
        this.session = session;
    }

    /** Those of {@code session}. */
    public static Hooks of(Session session) {
        return session.shared(Hooks.class, Hooks::new);
    }

    /** Runs what was defined to run before {@code name}, a command or the stop of the program, {@code stop}. */
    public void before(String name) throws InterruptedException {
        run(BEFORE + name);
    }

    /** Runs what was defined to run after {@code name}. */
    public void after(String name) throws InterruptedException {
        run(AFTER + name);
    }

    private void run(String hook) throws InterruptedException {
        Optional<CommandTable.Listed> found = session.commands().named(hook);
        if (found.isPresent() && running.add(hook)) {
            try {
                found.get().command().run(session, "");
            } finally {
                running.remove(hook);
            }
        }
    }
}
