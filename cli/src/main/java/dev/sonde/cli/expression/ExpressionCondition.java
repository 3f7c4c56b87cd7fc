package dev.sonde.cli.expression;

import dev.sonde.cli.command.Session;
import dev.sonde.engine.breakpoint.Condition;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.expression.Expression;
import dev.sonde.engine.inferior.InferiorThread;

/**
 * A breakpoint's condition that a user wrote as an expression, read once. One that cannot be evaluated stops the process
 * and says why.
 */
public final class ExpressionCondition implements Condition {
    private final Expressions expressions;
    private final Session session;
    private final Expression expression;
    private final int breakpoint;

    private ExpressionCondition(Session session, Expression expression, int breakpoint) {
        this.session = session;
        this.expression = expression;
        this.breakpoint = breakpoint;
        expressions = Expressions.of(session);
    }

    /**
     * Whether {@code text} could be a condition: it is an expression, and its symbols exist. To be called before a
     * breakpoint is made for it.
     *
     * @throws DebugException if not
     */
    public static void check(Session session, String text) {
        Expressions.of(session).requireNames(Expression.parse(text));
    }

    /**
     * A condition of the breakpoint with this number.
     *
     * @throws DebugException as {@link #check}
     */
    public static ExpressionCondition of(Session session, String text, int breakpoint) {
        check(session, text);
        return new ExpressionCondition(session, Expression.parse(text), breakpoint);
    }

    @Override
    public boolean holds(InferiorThread thread) {
        try {
            return expression.isTrue(expressions.context(thread));
        } catch (DebugException e) {
            session.console()
                    .error("Error in testing condition for breakpoint " + breakpoint + ":" + System.lineSeparator()
                            + e.getMessage());
            return true;
        }
    }

    @Override
    public String text() {
        return expression.text();
    }
}
