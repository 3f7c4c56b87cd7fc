package dev.sonde.cli.command.variable;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.engine.expression.EvaluationException;
import dev.sonde.engine.expression.Expression;
import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.expression.NameScope;
import dev.sonde.engine.value.Type;

/**
 * A type that a command's argument names, or that of an expression.
 *
 * @param named whether the argument was the name of a type
 */
record NamedType(Type type, boolean named) {
    /**
     * Reads an argument.
     *
     * @throws EvaluationException if it is neither a type nor an expression
     */
    static NamedType of(Session session, String text) {
        ExpressionContext context = Expressions.of(session).context();
        NameScope names = context.names();
        try {
            return new NamedType(Expression.parseType(text, names), true);
        } catch (EvaluationException e) {
            // What is no type may be an expression, which says better what is wrong with it.
            return new NamedType(Expression.parse(text, names).type(context), false);
        }
    }
}
