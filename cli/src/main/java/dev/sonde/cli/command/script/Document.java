package dev.sonde.cli.command.script;

import dev.sonde.cli.command.Body;
import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;

/** {@code document NAME ... end}. */
final class Document extends Command {
    Document() {
        super(Topic.SUPPORT, "Say what a command of your own does, for \"help\".");
    }

    @Override
    public String details() {
        return "Usage: document NAME\nThe text follows, up to a line \"end\"; its first line is what lists of commands show.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public boolean takesBody() {
        return true;
    }

    @Override
    public void run(Session session, String arguments) {
        String name = Definitions.name(session, "document", arguments);
        UserCommand command = Definitions.find(session, name)
                .orElseThrow(() -> new CommandException(
                        session.commands().named(name).isPresent()
                                ? "Command \"" + name + "\" is built-in: only your own can be documented."
                                : "Undefined command: \"" + name + "\".  Define it first."));
        Definitions.announce(session, "documentation for \"" + name + "\"");
        session.commands().define(name, command.withDocumentation(Body.readText(session)));
    }
}
