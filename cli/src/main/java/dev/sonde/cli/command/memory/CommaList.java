package dev.sonde.cli.command.memory;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.engine.expression.Expression;

/** Takes expressions from a list in which commas separate them. */
final class CommaList {
    private final Expressions expressions;
    private String rest;

    CommaList(Session session, String list) {
        expressions = Expressions.of(session);
        rest = list.strip();
    }

    boolean isEmpty() {
        return rest.isEmpty();
    }

    /** Takes a plus sign, if one stands before the next expression. */
    boolean takePlus() {
        boolean plus = rest.startsWith("+");
        if (plus) {
            rest = rest.substring(1).strip();
        }
        return plus;
    }

    /**
     * The next expression; the comma behind it is taken, too.
     *
     * @throws dev.sonde.engine.expression.EvaluationException if there is none
     */
    Expression next() {
        Expression expression = expressions.parsePrefix(rest);
        rest = rest.substring(expression.text().length()).strip();
        if (rest.startsWith(",")) {
            rest = rest.substring(1).strip();
        } else if (!rest.isEmpty()) {
            throw new CommandException("A syntax error in expression, near `" + rest + "'.");
        }
        return expression;
    }
}
