package dev.sonde.cli.command.remote;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;

/** {@code remote delete REMOTE}. */
final class DeleteFile extends Command {
    DeleteFile() {
        super(Topic.FILES, "Delete a remote file.");
    }

    @Override
    public String details() {
        return "Usage: remote delete REMOTEFILE";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        if (arguments.isEmpty()) {
            throw new CommandException("Argument required (file to delete).");
        }
        if (arguments.contains(" ")) {
            throw new CommandException("Invalid parameters to remote delete");
        }
        session.target().remote().delete(arguments);
        if (session.console().isInteractive()) {
            session.console().println("Successfully deleted file \"" + arguments + "\".");
        }
    }
}
