package dev.sonde.cli.command.data;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.printf.Escapes;

/** {@code echo TEXT}. */
final class Echo extends Command {
    Echo() {
        super(Topic.SUPPORT, "Print a text, without a line end.");
    }

    @Override
    public String details() {
        return "Usage: echo TEXT\nEscapes as in C: \\n is a line end, \\t a tab, \\101 the character with that octal"
                + " number.\nA backslash at the end keeps blanks before it.";
    }

    @Override
    public void run(Session session, String arguments) {
        session.console().print(Escapes.echoed(arguments));
    }
}
