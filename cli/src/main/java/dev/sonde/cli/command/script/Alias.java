package dev.sonde.cli.command.script;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;

/** {@code alias [-a] [--] NAME = COMMAND [ARGUMENTS]}. */
final class Alias extends Command {
    Alias() {
        super(Topic.SUPPORT, "Give a command another name.");
    }

    @Override
    public String details() {
        return "Usage: alias [--] NAME = COMMAND [ARGUMENTS]\n"
                + "What is typed after NAME follows the ARGUMENTS, for example: alias bt5 = backtrace 5";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        String text = arguments.replaceFirst("^(-a\\b\\s*)?(--\\s*)?", "");
        int equals = text.indexOf('=');
        String command = equals < 0 ? "" : text.substring(equals + 1).strip();
        if (command.isEmpty()) {
            throw new CommandException("Usage: alias [-a] [--] ALIAS = COMMAND [DEFAULT-ARGS...]");
        }
        String name =
                Definitions.name(session, "alias", text.substring(0, equals).strip());
        session.commands().find(command);
        if (session.commands().named(name).isPresent()) {
            throw new CommandException("Alias already exists: " + name);
        }
        session.commands().define(name, new Abbreviation(command));
    }

    /** The command by its other name. */
    private static final class Abbreviation extends Command {
        private final String command;

        Abbreviation(String command) {
            super(Topic.ALIASES, "Another name for \"" + command + "\".");
            this.command = command;
        }

        @Override
        public void run(Session session, String arguments) throws InterruptedException {
            session.execute(command + (arguments.isEmpty() || arguments.startsWith("/") ? "" : " ") + arguments);
        }
    }
}
