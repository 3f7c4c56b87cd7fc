package dev.sonde.cli.command.session;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.cli.execution.ProgramEnvironment;
import java.util.List;
import java.util.Optional;

/** {@code set environment NAME=VALUE}, {@code unset environment [NAME]} and {@code show environment [NAME]}. */
final class Environment extends Command {
    /** What to do with the variable. */
    enum Verb {
        /** Give it a value. */
        SET("Set an environment variable for the program.", "set environment NAME[=| ]VALUE"),
        /** Remove it. */
        UNSET("Remove an environment variable, or all, for the program.", "unset environment [NAME]"),
        /** Show it. */
        SHOW("Show the environment that the program will have, or one variable.", "show environment [NAME]");

        private final String summary;
        private final String usage;

        Verb(String summary, String usage) {
            this.summary = summary;
            this.usage = usage;
        }
    }

    private final Verb verb;

    Environment(Verb verb) {
        super(Topic.RUNNING, verb.summary);
        this.verb = verb;
    }

    @Override
    public String details() {
        return "Usage: " + verb.usage + "\nIt takes effect when the program is started the next time.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        ProgramEnvironment environment = ProgramEnvironment.of(session);
        switch (verb) {
            case SET -> set(session, environment, arguments);
            case UNSET -> unset(session, environment, arguments);
            case SHOW -> show(session, environment, arguments);
        }
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return ProgramEnvironment.of(session).all().stream()
                .map(variable -> variable.substring(0, variable.indexOf('=')))
                .toList();
    }

    private static void set(Session session, ProgramEnvironment environment, String arguments) {
        int equals = arguments.indexOf('=');
        Words words = new Words(equals < 0 ? arguments : arguments.substring(0, equals));
        String name = words.next();
        if (name.isEmpty()) {
            throw new CommandException("Argument required (environment variable and value).");
        }
        String value = equals < 0 || !words.isEmpty()
                ? (equals < 0 ? words.rest() : words.rest() + arguments.substring(equals))
                : arguments.substring(equals + 1).strip();
        if (value.isEmpty()) {
            session.console().println("Setting environment variable \"" + name + "\" to null value.");
        }
        environment.set(name, value);
    }

    private static void unset(Session session, ProgramEnvironment environment, String arguments) {
        if (!arguments.isEmpty()) {
            environment.unset(arguments);
        } else if (session.console().confirm("Delete all environment variables? ")) {
            environment.clear();
        }
    }

    private static void show(Session session, ProgramEnvironment environment, String arguments) {
        if (arguments.isEmpty()) {
            environment.all().forEach(session.console()::println);
            return;
        }
        Optional<String> value = environment.value(arguments);
        session.console()
                .println(
                        value.isPresent()
                                ? arguments + " = " + value.get()
                                : "Environment variable \"" + arguments + "\" not defined.");
    }
}
