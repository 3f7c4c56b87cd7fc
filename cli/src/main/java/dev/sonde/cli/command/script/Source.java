package dev.sonde.cli.command.script;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Script;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.WorkingDirectory;
import java.util.List;

/** {@code source FILE}. */
final class Source extends Command {
    Source() {
        super(Topic.SUPPORT, "Carry out the commands in a file.");
    }

    @Override
    public String details() {
        return "Usage: source FILE\nThe first command that fails ends it.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) throws InterruptedException {
        if (arguments.isEmpty()) {
            throw new CommandException("source command requires file name of file to source.");
        }
        new Script(WorkingDirectory.of(session).resolve(arguments), arguments).run(session);
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return Completions.files(arguments);
    }
}
