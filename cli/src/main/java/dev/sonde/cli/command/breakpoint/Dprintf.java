package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Completions;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.printf.FormattedText;
import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.expression.Expression;
import java.util.List;
import java.util.Optional;

/** {@code dprintf LOCATION,"FORMAT"[,EXPRESSION]...}. */
final class Dprintf extends Command {
    Dprintf() {
        super(Topic.BREAKPOINTS, "Print a text each time the program comes to a place, and let it go on.");
    }

    @Override
    public String details() {
        return """
                Usage: dprintf LOCATION,"FORMAT"[,EXPRESSION]...
                The format is that of "printf". The text is printed without a stop; "condition", "ignore" and "disable"
                work as for breakpoints.""";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        int comma = comma(arguments);
        if (comma == arguments.length()) {
            throw new CommandException("Format string required");
        }
        Clauses clauses = Clauses.parse(
                session, arguments.substring(0, comma).strip(), place -> NewBreakpoint.addresses(session, place));
        String format = arguments.substring(comma + 1).strip();
        LocationSpec spec = NewBreakpoint.spec(session, clauses.place());
        FormattedText text = FormattedText.parse(session, format);
        List<Long> addresses = session.target().resolver().resolve(spec);
        if (!addresses.isEmpty()) {
            for (Expression expression : text.expressions()) {
                Expressions.of(session).requireNames(expression, addresses);
            }
        }
        CodeBreakpoint breakpoint = session.target().breakAt(spec);
        breakpoint.setAction(Optional.of(new PrintAction(session, breakpoint.number(), format, text)));
        clauses.applyTo(session, breakpoint);
        session.console().println(NewBreakpoint.text(session, breakpoint, "Dprintf"));
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return comma(arguments) == arguments.length()
                ? Completions.functions(session, arguments)
                : Completions.expressions(session, arguments);
    }

    /** The comma after the place, which may have some of its own in parentheses, angle brackets or quotes. */
    private static int comma(String text) {
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'') {
                quote = c;
            } else if (c == '(' || c == '<') {
                depth++;
            } else if (c == ')' || c == '>') {
                depth--;
            } else if (c == ',' && depth <= 0) {
                return i;
            }
        }
        return text.length();
    }
}
