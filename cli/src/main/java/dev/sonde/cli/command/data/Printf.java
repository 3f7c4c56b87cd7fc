package dev.sonde.cli.command.data;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.expression.ValueTexts;
import dev.sonde.engine.expression.Expression;
import dev.sonde.engine.value.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

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
        PrintfFormat format = PrintfFormat.parse(arguments);
        List<Value> values = values(session, format.rest());
        if (values.size() != format.conversions()) {
            throw new CommandException("Wrong number of arguments for specified format-string");
        }
        Iterator<Value> next = values.iterator();
        ConversionText texts = new ConversionText(session);
        for (PrintfFormat.Piece piece : format.pieces()) {
            session.console()
                    .print(
                            switch (piece) {
                                case PrintfFormat.Literal(String text) -> text;
                                case PrintfFormat.Conversion conversion -> texts.text(conversion, next.next());
                            });
        }
    }

    private static List<Value> values(Session session, String list) {
        List<Value> values = new ArrayList<>();
        String rest = list;
        while (!rest.isEmpty()) {
            Expression expression = Expressions.of(session).parsePrefix(rest);
            values.add(ValueTexts.evaluate(session, expression));
            rest = rest.substring(expression.text().length()).strip();
            if (!rest.isEmpty()) {
                if (rest.charAt(0) != ',') {
                    throw new CommandException("A syntax error in expression, near `" + rest + "'.");
                }
                rest = rest.substring(1).strip();
            }
        }
        return values;
    }
}
