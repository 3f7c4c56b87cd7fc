package dev.sonde.cli.command.session;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.QuitRequest;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.engine.inferior.Inferior;

/** {@code quit [STATUS]}. */
final class Quit extends Command {
    Quit() {
        super(Topic.SUPPORT, "Leave the debugger.");
    }

    @Override
    public String details() {
        return "Usage: quit [STATUS]\nA program that was started here is killed, one that was attached to goes on.\n"
                + "STATUS is the debugger's exit status, 0 unless given.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        int status = status(arguments);
        if (confirmed(session)) {
            throw new QuitRequest(status);
        }
        throw new CommandException("Not confirmed.");
    }

    private static int status(String arguments) {
        try {
            return arguments.isEmpty() ? 0 : Integer.decode(arguments) & 0xff;
        } catch (NumberFormatException e) {
            throw new CommandException("Invalid exit status \"" + arguments + "\".");
        }
    }

    private static boolean confirmed(Session session) {
        if (!session.target().canRun() || !session.console().isInteractive()) {
            return true;
        }
        Inferior inferior = session.target().inferior();
        String fate = inferior.launched() ? "killed" : "detached";
        return session.console()
                .query("A debugging session is active.\n\n\tInferior 1 [process " + inferior.pid() + "] will be " + fate
                        + ".\n\nQuit anyway? ");
    }
}
