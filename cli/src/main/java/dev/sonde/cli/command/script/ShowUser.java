package dev.sonde.cli.command.script;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.CommandTable.Listed;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;

/** {@code show user [NAME]}. */
final class ShowUser extends Command {
    ShowUser() {
        super(Topic.STATUS, "Show the commands that you have defined.");
    }

    @Override
    public String details() {
        return "Usage: show user [NAME]";
    }

    @Override
    public void run(Session session, String arguments) {
        if (!arguments.isEmpty()) {
            session.commands().find(arguments);
            UserCommand command =
                    Definitions.find(session, arguments).orElseThrow(() -> new CommandException("Not a user command."));
            show(session, arguments, command);
            return;
        }
        for (Listed listed : session.commands().below("")) {
            if (listed.command() instanceof UserCommand command) {
                show(session, listed.name(), command);
            }
        }
    }

    private static void show(Session session, String name, UserCommand command) {
        session.console().println("User command \"" + name + "\":");
        command.body().indented(session, 2).forEach(session.console()::println);
        session.console().println("");
    }
}
