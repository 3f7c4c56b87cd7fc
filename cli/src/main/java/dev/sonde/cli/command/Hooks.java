package dev.sonde.cli.command;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The user's own commands that run before and after others: {@code hook-NAME} and {@code hookpost-NAME}. Where a
 * hook carries out the command that it belongs to, that one's hooks are left out.
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
        run(BEFORE, name);
    }

    /** Runs what was defined to run after {@code name}. */
    public void after(String name) throws InterruptedException {
        run(AFTER, name);
    }

    private void run(String kind, String name) throws InterruptedException {
        Optional<CommandTable.Listed> found = session.commands().named(kind + name);
        if (found.isPresent() && running.add(name)) {
            try {
                found.get().command().run(session, "");
            } finally {
                running.remove(name);
            }
        }
    }
}
