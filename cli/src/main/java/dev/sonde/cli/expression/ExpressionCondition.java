package dev.sonde.cli.expression;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.engine.breakpoint.Breakpoint;
import dev.sonde.engine.breakpoint.Condition;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.expression.Expression;
import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.target.CallNeededException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A breakpoint's condition that is an expression of the user's. */
public final class ExpressionCondition implements Condition {
    private final Session session;
    private final Expression expression;
    private volatile int number;
    private volatile Function<InferiorThread, ExpressionContext> contexts;
    /** Whether the last evaluation has met a call, which must wait until all threads have stopped. */
    private volatile boolean callsFunctions;

    private ExpressionCondition(Session session, Expression expression) {
        this.session = session;
        Expressions expressions = Expressions.of(session);
        this.expression = expression;
        contexts = expressions::context;
    }

    /**
     * Reads a condition, and looks that everything exists that it names.
     *
     * @param addresses where it will be evaluated; none where that is not known; empty when that is not loaded yet, so that
     *     what it names cannot be looked for
     * @throws CommandException if it is empty
     * @throws dev.sonde.engine.expression.EvaluationException if it is no expression
     */
    public static ExpressionCondition parse(Session session, String text, Optional<List<Long>> addresses) {
        if (text.isEmpty()) {
            throw new CommandException("Argument required (a condition after \"if\").");
        }
        Expression expression = Expressions.of(session).parse(text);
        addresses.ifPresent(places -> Expressions.of(session).requireNames(expression, places));
        return new ExpressionCondition(session, expression);
    }

    /** Names the breakpoint that errors are told for. */
    public void belongsTo(Breakpoint breakpoint) {
        number = breakpoint.number();
    }

    /** Says what its names mean, where that is not the thread that is asked about. */
    public void evaluateIn(Function<InferiorThread, ExpressionContext> newContexts) {
        contexts = newContexts;
    }

    @Override
    public boolean holds(InferiorThread thread) {
        callsFunctions = false;
        try {
            return expression.isTrue(contexts.apply(thread));
        } catch (DebugException e) {
            if (CallNeededException.isCauseOf(e)) {
                callsFunctions = true;
                return true;
            }
            session.console().error("Error in testing condition for breakpoint " + number + ":\n" + e.getMessage());
            return true;
        }
    }

    @Override
    public boolean holdsAtStop(InferiorThread thread) {
        if (!callsFunctions) {
            return true;
        }
        Expressions expressions = Expressions.of(session);
        if (expressions.inCondition(true)) {
            // The function that a condition calls has hit a breakpoint whose condition calls one: it would never end.
            return true;
        }
        session.target().select(thread);
        try {
            return expression.isTrue(expressions.context());
        } catch (DebugException e) {
            session.console().error("Error in testing condition for breakpoint " + number + ":\n" + e.getMessage());
            return true;
        } finally {
            expressions.inCondition(false);
        }
    }

    @Override
    public String text() {
        return expression.text();
    }
}
