package dev.sonde.cli.command.script;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.CommandTable.Listed;
import dev.sonde.cli.command.Session;
import java.util.Optional;
import java.util.regex.Pattern;

/** What users have defined so far. */
final class Definitions {
    private static final Pattern NAME = Pattern.compile("[\\w.-]+( [\\w.-]+)*");

    private Definitions() {}

    /**
     * The name that a definition is for, its words but the last ones written out.
     *
     * @throws CommandException if it cannot be one
     */
    static String name(Session session, String command, String text) {
        if (text.isEmpty()) {
            throw new CommandException("Argument required (name of command to " + command + ").");
        }
        String words = text.replaceAll("\\s+", " ");
        if (!NAME.matcher(words).matches()) {
            throw new CommandException("Junk in argument list: \"" + text + "\"");
        }
        int last = words.lastIndexOf(' ');
        return last < 0 ? words : session.commands().fullName(words.substring(0, last)) + words.substring(last);
    }

    /** The user's own command of that name. */
    static Optional<UserCommand> find(Session session, String name) {
        return session.commands()
                .named(name)
                .map(Listed::command)
                .filter(UserCommand.class::isInstance)
                .map(UserCommand.class::cast);
    }

    /** Whether the user agrees that what {@code name} means is lost. */
    static boolean mayReplace(Session session, String name) {
        if (session.commands().named(name).isEmpty()) {
            return true;
        }
        return find(session, name).isPresent()
                ? session.console().confirm("Redefine command \"" + name + "\"? ")
                : session.console().confirm("Really redefine built-in command \"" + name + "\"? ");
    }

    /** Tells a user who types it what is expected. */
    static void announce(Session session, String what) {
        if (session.console().isInteractive()) {
            session.console().println("Type " + what + ".\nEnd with a line saying just \"end\".");
        }
    }
}
