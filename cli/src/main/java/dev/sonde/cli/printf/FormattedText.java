package dev.sonde.cli.printf;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.expression.ValueTexts;
import dev.sonde.engine.expression.Expression;
import dev.sonde.engine.expression.ExpressionContext;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A format string and the expressions whose values go into it: {@code "%d of %s\n", i, name}. Read once, written often. */
public final class FormattedText {
    private final PrintfFormat format;
    private final List<Expression> expressions;

    private FormattedText(PrintfFormat format, List<Expression> expressions) {
        this.format = format;
        this.expressions = expressions;
    }

    /**
     * Reads a format in double quotes, and the expressions behind it.
     *
     * @throws CommandException if the format is none, or there are not as many expressions as it needs
     * @throws dev.sonde.engine.expression.EvaluationException if an expression is none
     */
    public static FormattedText parse(Session session, String text) {
        PrintfFormat format = PrintfFormat.parse(text);
        List<Expression> expressions = expressions(session, format.rest());
        if (expressions.size() != format.conversions()) {
            throw new CommandException("Wrong number of arguments for specified format-string");
        }
        return new FormattedText(format, expressions);
    }

    private static List<Expression> expressions(Session session, String list) {
        List<Expression> expressions = new ArrayList<>();
        String rest = list;
        while (!rest.isEmpty()) {
            Expression expression = Expressions.of(session).parsePrefix(rest);
            expressions.add(expression);
            rest = rest.substring(expression.text().length()).strip();
            if (!rest.isEmpty()) {
                if (rest.charAt(0) != ',') {
                    throw new CommandException("A syntax error in expression, near `" + rest + "'.");
                }
                rest = rest.substring(1).strip();
            }
        }
        return expressions;
    }

    /** The expressions, in their order. */
    public List<Expression> expressions() {
        return expressions;
    }

    /**
     * The text with the values that the expressions have in {@code context}.
     *
     * @throws dev.sonde.engine.error.DebugException if one has none, or it does not fit its conversion
     */
    public String in(ExpressionContext context) {
        StringBuilder text = new StringBuilder();
        ConversionText conversions = new ConversionText(context);
        Iterator<Expression> next = expressions.iterator();
        for (PrintfFormat.Piece piece : format.pieces()) {
            text.append(
                    switch (piece) {
                        case PrintfFormat.Literal(String literal) -> literal;
                        case PrintfFormat.Conversion conversion ->
                            conversions.text(
                                    conversion, ValueTexts.known(next.next().evaluate(context)));
                    });
        }
        return text.toString();
    }
}
