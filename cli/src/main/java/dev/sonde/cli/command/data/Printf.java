package dev.sonde.cli.command.data;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.printf.FormattedText;

/** {@code printf "FORMAT", EXPRESSION...}. */
final class Printf extends Command {
    Printf() {
        super(Topic.DATA, "Print values in a format like that of C's printf.");
    }

    @Override
    public String details() {
        return "Usage: printf \"FORMAT\", EXPRESSION...\n"
                + "Conversions: %d %i %u %o %x %X %c %s %p %e %f %g %%, with flags, width, precision and the lengths"
                + " h, l, ll, z, L.";
    }

    @Override
    public void run(Session session, String arguments) {
        if (arguments.isEmpty()) {
            throw new CommandException("Argument required (format-control string and values to print).");
        }
        FormattedText text = FormattedText.parse(session, arguments);
        session.console().print(text.in(Expressions.of(session).context()));
    }
}
