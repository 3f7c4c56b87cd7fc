package dev.sonde.cli.command.source;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.cli.source.SourceView;
import java.util.Map;

/** {@code set substitute-path FROM TO}, {@code unset substitute-path [FROM]}, {@code show substitute-path [FROM]}. */
final class SubstitutePath extends Command {
    private final Verb verb;

    /** What to do with the rules. */
    enum Verb {
        SET("Look for source files below one directory in another."),
        UNSET("Forget where source files were looked for instead."),
        SHOW("Show which directories stand for others.");

        private final String summary;

        Verb(String summary) {
            this.summary = summary;
        }
    }

    SubstitutePath(Verb verb) {
        super(Topic.FILES, verb.summary);
        this.verb = verb;
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        Map<String, String> rules = SourceView.of(session).path().substitutions();
        Words words = new Words(arguments);
        String from = words.next();
        switch (verb) {
            case SET -> {
                String to = words.next();
                if (from.isEmpty() || to.isEmpty() || !words.isEmpty()) {
                    throw new CommandException(
                            "Incorrect usage, too " + (words.isEmpty() ? "few" : "many") + " arguments in command");
                }
                rules.put(from, to);
            }
            case UNSET -> {
                if (from.isEmpty()) {
                    if (session.console().confirm("Delete all source path substitution rules? ")) {
                        rules.clear();
                    }
                } else if (rules.remove(from) == null) {
                    throw new CommandException("No substitution rule defined for `" + from + "'");
                }
            }
            case SHOW -> {
                session.console()
                        .println(
                                from.isEmpty()
                                        ? "List of all source path substitution rules:"
                                        : "Source path substitution rule matching `" + from + "':");
                rules.forEach((key, value) -> {
                    if (from.isEmpty() || key.equals(from)) {
                        session.console().println("  `" + key + "' -> `" + value + "'.");
                    }
                });
            }
        }
    }
}
