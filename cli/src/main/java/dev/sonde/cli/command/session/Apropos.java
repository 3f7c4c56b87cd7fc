package dev.sonde.cli.command.session;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.CommandTable.Listed;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code apropos [-v] PATTERN}. */
final class Apropos extends Command {
    private static final String VERBOSE = "-v ";

    Apropos() {
        super(Topic.SUPPORT, "Find the commands that have to do with something.");
    }

    @Override
    public String details() {
        return "Usage: apropos [-v] PATTERN\nPATTERN is a regular expression; -v shows the whole help of each.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        boolean verbose = arguments.startsWith(VERBOSE);
        String text = verbose ? arguments.substring(VERBOSE.length()).strip() : arguments;
        if (text.isEmpty()) {
            throw new CommandException("Argument required (a word or regular expression).");
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(text, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw new CommandException("Invalid regular expression \"" + text + "\".");
        }
        for (Listed listed : session.commands().below("")) {
            Command command = listed.command();
            String names = String.join(", ", listed.names());
            if (pattern.matcher(names + "\n" + command.summary() + "\n" + command.details())
                    .find()) {
                session.console().println(names + " -- " + command.summary());
                if (verbose && !command.details().isEmpty()) {
                    session.console().println(command.details() + "\n");
                }
            }
        }
    }
}
