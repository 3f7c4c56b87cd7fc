package dev.sonde.cli.command.remote;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Execution;

/** {@code disconnect}. */
final class Disconnect extends Command {
    Disconnect() {
        super(Topic.RUNNING, "End the connection to a remote stub; what becomes of the program is the stub's affair.");
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        if (!session.target().remote().isConnected()) {
            throw new CommandException("You can't do that when your target is `"
                    + (session.target().hasProcess() ? "native" : "exec") + "'");
        }
        Execution.of(session).disconnect();
        if (session.console().isInteractive()) {
            session.console().println("Ending remote debugging.");
        }
    }
}
