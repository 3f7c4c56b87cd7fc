package dev.sonde.cli.expression;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.engine.call.CallRequest;
import dev.sonde.engine.expression.ConvenienceVariables;
import dev.sonde.engine.expression.Expression;
import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.expression.ForwardingContext;
import dev.sonde.engine.expression.ValueHistory;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.renderer.RendererRegistry;
import dev.sonde.engine.target.EvaluationSession;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Evaluates the expressions of a session's commands. One per session. */
public final class Expressions {
    private final Session session;
    private final EvaluationSession evaluation;
    private boolean inCondition;

    private Expressions(Session session) {
        this.session = session;
        evaluation = new EvaluationSession(session.target());
        evaluation.ownFunctions((name, arguments, memory) -> new OwnFunctions(session, memory).call(name, arguments));
        evaluation.warnings(message -> session.console().error("warning: " + message));
    }

    /** Those of {@code session}. */
    public static Expressions of(Session session) {
        return session.shared(Expressions.class, Expressions::new);
    }

    /** The values that were printed. */
    public ValueHistory history() {
        return evaluation.history();
    }

    /** The variables that the user made. */
    public ConvenienceVariables variables() {
        return evaluation.variables();
    }

    /** Has {@code $name} computed, by the thread in which it is evaluated, as long as the user does not assign to it. */
    public void define(String name, Function<Optional<InferiorThread>, Value> value) {
        evaluation.define(name, value);
    }

    /** Those that know what objects mean. Made when they are first needed, for few stops show an object. */
    public RendererRegistry renderers() {
        return evaluation.renderers();
    }

    /** What expressions refer to in {@code frame}. */
    public ExpressionContext context(Frame frame) {
        return evaluation.context(frame);
    }

    /** Chooses who calls functions of the program. */
    public void caller(BiFunction<InferiorThread, CallRequest, Value> caller) {
        evaluation.caller(caller);
    }

    /** Notes that a condition calls functions, or does so no more; whether one did before. */
    boolean inCondition(boolean now) {
        boolean before = inCondition;
        inCondition = now;
        return before;
    }

    /** What expressions refer to now: the selected frame, if there is a process. */
    public ExpressionContext context() {
        return evaluation.context();
    }

    /**
     * Reads an expression.
     *
     * @throws dev.sonde.engine.expression.EvaluationException if it is none
     */
    public Expression parse(String text) {
        return Expression.parse(text, context().names());
    }

    /** As {@link Expression#parsePrefix(String)}, with the types of the program. */
    public Expression parsePrefix(String text) {
        return Expression.parsePrefix(text, context().names());
    }

    /** What expressions refer to in {@code thread}, such as a breakpoint's condition. */
    public ExpressionContext context(InferiorThread thread) {
        return evaluation.context(thread);
    }

    /** What expressions refer to at the moment at which they are evaluated, for what outlives a command. */
    public ExpressionContext liveContext() {
        return new ForwardingContext(this::context);
    }

    /**
     * Checks that the symbols exist which {@code expression} names, without evaluating it.
     *
     * @throws dev.sonde.engine.expression.EvaluationException at the first that does not
     */
    public void requireNames(Expression expression) {
        NameCheck.check(expression.root(), context(), _ -> false);
    }

    /**
     * The same for an expression that is evaluated where the program is at one of {@code addresses}.
     *
     * @throws dev.sonde.engine.expression.EvaluationException at the first name that does not exist
     */
    public void requireNames(Expression expression, List<Long> addresses) {
        NameCheck.check(
                expression.root(),
                context(),
                name -> addresses.stream()
                        .anyMatch(address -> session.target()
                                .variables()
                                .isDeclaredAt(session.target().modules(), address, name)));
    }

    /**
     * The value of {@code text}.
     *
     * @throws dev.sonde.engine.expression.EvaluationException if it has none
     */
    public Value evaluate(String text) {
        ExpressionContext context = context();
        return Expression.parse(text, context.names()).evaluate(context);
    }

    /**
     * The address that {@code text} means.
     *
     * @throws dev.sonde.engine.expression.EvaluationException if it is no address
     */
    public long address(String text) {
        ExpressionContext context = context();
        return Expression.parse(text, context.names()).address(context);
    }

    /**
     * The number that {@code text} means, for a command's count.
     *
     * @throws CommandException if it is empty
     * @throws dev.sonde.engine.expression.EvaluationException if it is no number
     */
    public long number(String text) {
        if (text.isEmpty()) {
            throw new CommandException("Argument required (an expression to compute).");
        }
        return address(text);
    }
}
