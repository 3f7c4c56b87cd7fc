package dev.sonde.cli.command.script;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Script;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.WorkingDirectory;
import dev.sonde.cli.expression.Expressions;
import java.nio.file.Path;
import java.util.List;

/** {@code source FILE}. */
public final class Source extends Command {
    Source() {
        super(Topic.SUPPORT, "Carry out the commands in a file.");
    }

    @Override
    public String details() {
        return "Usage: source FILE\nThe first command that fails ends it.\n"
                + "Of a FILE.jar, the renderers are added to those that \"info pretty-printer\" lists.";
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
        source(session, arguments);
    }

    /** Carries out the commands in a file, or adds the renderers of a jar. */
    public static void source(Session session, String name) throws InterruptedException {
        Path file = WorkingDirectory.of(session).resolve(name);
        if (name.endsWith(".jar")) {
            Expressions.of(session).renderers().load(file);
        } else {
            new Script(file, name).run(session);
        }
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return Completions.files(arguments);
    }
}
