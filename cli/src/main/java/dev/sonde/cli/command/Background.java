package dev.sonde.cli.command;

import dev.sonde.engine.error.DebugException;

/** Carries out commands that end with {@code &}: the prompt comes back at once, what they print comes above it. */
final class Background {
    private Background() {}

    /** Whether {@code arguments} ask for it. */
    static boolean isAsked(String arguments) {
        return arguments.endsWith("&");
    }

    /** Starts {@code command}; returns when the program runs, or the command is done. */
    static void run(Session session, Command command, String arguments) throws InterruptedException {
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
