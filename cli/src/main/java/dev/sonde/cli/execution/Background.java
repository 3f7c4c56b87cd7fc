package dev.sonde.cli.execution;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.engine.error.DebugException;

/** Carries out commands that end with {@code &}: the prompt comes back at once, what they print comes above it. */
public final class Background {
    private Background() {}

    /** Whether {@code arguments} ask for it. */
    public static boolean isAsked(String arguments) {
        return arguments.endsWith("&");
    }

    /** Starts {@code command}; returns when the program runs, or the command is done. */
    public static void run(Session session, Command command, String arguments) throws InterruptedException {
        String words = arguments.substring(0, arguments.length() - 1).strip();
        session.target().inBackground(() -> session.console().announcing(() -> attempt(session, command, words)));
    }

    private static void attempt(Session session, Command command, String words) {
        try {
            command.run(session, words);
        } catch (CommandException | DebugException e) {
            session.console().error(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            // The process was killed or let go meanwhile, by a command that has told of it.
            session.console().flush();
        }
    }
}
