package dev.sonde.cli.command.session;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.CommandTable;
import dev.sonde.cli.command.CommandTable.Listed;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.SubcommandList;
import dev.sonde.cli.command.Topic;
import java.util.ArrayList;
import java.util.List;

/** {@code help [TOPIC | COMMAND | all]}. */
final class Help extends Command {
    private static final String FOOTER = """

            Type "help" followed by a command's name for all about it,
            or "apropos WORD" to find the commands that have to do with WORD.
            Names may be shortened as long as they are unique.""";

    Help() {
        super(Topic.SUPPORT, "Show the commands, or how one is used.");
    }

    @Override
    public String details() {
        return "Usage: help [TOPIC | COMMAND | all]";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        if (arguments.isEmpty()) {
            topics(session);
            return;
        }
        if (arguments.equals("all")) {
            for (Topic topic : Topic.values()) {
                list(session, topic);
                session.console().println("");
            }
            return;
        }
        for (Topic topic : Topic.values()) {
            if (topic.word().equals(arguments)) {
                list(session, topic);
                session.console().println(FOOTER);
                return;
            }
        }
        command(session, arguments);
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        List<String> candidates = new ArrayList<>(session.commands().complete(session, arguments));
        for (Topic topic : Topic.values()) {
            candidates.add(topic.word());
        }
        return candidates;
    }

    private static void topics(Session session) {
        session.console().println("List of classes of commands:\n");
        for (Topic topic : Topic.values()) {
            if (session.commands().below("").stream()
                    .anyMatch(listed -> listed.command().topic() == topic)) {
                session.console().println(topic.word() + " -- " + topic.summary());
            }
        }
        session.console()
                .println("\nType \"help\" followed by a class name for a list of commands in that class,\n"
                        + "or \"help all\" for the list of all commands." + FOOTER);
    }

    private static void list(Session session, Topic topic) {
        session.console().println(topic.summary() + "\n");
        for (Listed listed : session.commands().below("")) {
            if (listed.command().topic() == topic) {
                session.console().println(listed.line());
            }
        }
    }

    private static void command(Session session, String text) {
        CommandTable table = session.commands();
        String path = table.fullName(text);
        List<Listed> below = table.below(path);
        table.named(path).ifPresent(listed -> {
            if (listed.names().size() > 1) {
                session.console().println(String.join(", ", listed.names()));
            }
            session.console().println(listed.command().summary());
            if (!listed.command().details().isEmpty()) {
                session.console().println(listed.command().details());
            }
        });
        if (!below.isEmpty()) {
            if (table.named(path).isPresent()) {
                session.console().println("");
            }
            new SubcommandList(path).run(session, "");
        } else if (table.named(path).isEmpty()) {
            throw new CommandException("Undefined command: \"" + text + "\".  Try \"help\".");
        }
    }
}
