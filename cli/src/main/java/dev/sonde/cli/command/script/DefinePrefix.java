package dev.sonde.cli.command.script;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;

/** {@code define-prefix NAME}. */
final class DefinePrefix extends Command {
    DefinePrefix() {
        super(Topic.SUPPORT, "Make a name the first word of commands of your own.");
    }

    @Override
    public String details() {
        return "Usage: define-prefix NAME\nThen \"define NAME WORD\" defines the command \"NAME WORD\".";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        String name = Definitions.name(session, "define-prefix", arguments);
        if (Definitions.find(session, name).isPresent()) {
            return; // with a body of its own, it can be a prefix as well
        }
        if (!Definitions.mayReplace(session, name)) {
            throw new CommandException("Command \"" + name + "\" not redefined.");
        }
        session.commands().define(name, UserCommand.prefix());
    }
}
