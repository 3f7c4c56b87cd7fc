package dev.sonde.engine.expression;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.value.Missing;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An expression, read once and evaluated as often as needed. Immutable; may be shared between Java threads, whose
 * contexts decide what an evaluation may do.
 */
public final class Expression {
    private final String text;
    private final Node root;

    private Expression(String text, Node root) {
        this.text = text;
        this.root = root;
    }

    /**
     * Reads an expression in which no types of a program are named. Names are looked up when it is evaluated.
     *
     * @throws EvaluationException if the text is not an expression
     */
    public static Expression parse(String text) {
        return parse(text, NameScope.NONE);
    }

    /**
     * Reads an expression. Other names than those of types are looked up when it is evaluated.
     *
     * @param names tells which names are types
     * @throws EvaluationException if the text is not an expression
     */
    public static Expression parse(String text, NameScope names) {
        return about(text, () -> new Expression(text, new Parser(text, names).parseAll()));
    }

    /**
     * Reads an expression that may be followed by something else.
     *
     * @return the expression, whose {@link #text()} ends where a comma or a word that cannot continue it stands
     * @throws EvaluationException if the text does not start with an expression
     */
    public static Expression parsePrefix(String text) {
        return parsePrefix(text, NameScope.NONE);
    }

    /**
     * Reads an expression, in which types of the program may be named, that may be followed by something else.
     *
     * @return as {@link #parsePrefix(String)}
     * @throws EvaluationException if the text does not start with an expression
     */
    public static Expression parsePrefix(String text, NameScope names) {
        return about(text, () -> {
            Parser parser = new Parser(text, names);
            Node root = parser.parsePrefix();
            return new Expression(text.substring(0, parser.position()), root);
        });
    }

    /**
     * Reads the name of a type, such as {@code unsigned int *}.
     *
     * @throws EvaluationException if the text is not a type
     */
    public static Type parseType(String text) {
        return parseType(text, NameScope.NONE);
    }

    /**
     * Reads the name of a type, which the program may define.
     *
     * @throws EvaluationException if the text is not a type
     */
    public static Type parseType(String text, NameScope names) {
        return new Parser(text, names).parseWholeType();
    }

    /** What {@code task} yields; its errors know the text that they are about. */
    private static <T> T about(String text, Supplier<T> task) {
        try {
            return task.get();
        } catch (EvaluationException e) {
            throw e.about(text);
        }
    }

    /** What was read. */
    public String text() {
        return text;
    }

    /** The tree. */
    public Node root() {
        return root;
    }

    /**
     * The value; assignments that it contains take place.
     *
     * @throws EvaluationException if the value cannot be had
     */
    public Value evaluate(ExpressionContext context) {
        return about(text, () -> value(context));
    }

    private Value value(ExpressionContext context) {
        Value value = new Evaluator(context).evaluate(root);
        if (value instanceof Value.Untyped untyped) {
            throw Conversion.unknownType(untyped, root.span());
        }
        Optional<Missing> missing = switch (value) {
            case Value.Unavailable unavailable -> Optional.of(unavailable.reason());
            case Value.Aggregate aggregate -> missing(aggregate);
            default -> Optional.empty();
        };
        missing.filter(reason -> !isShown(reason)).ifPresent(reason -> {
            throw Conversion.missing(reason, root.span());
        });
        return value;
    }

    /**
     * The value converted to a type, as by an assignment.
     *
     * @throws EvaluationException if the value cannot be had, or cannot be converted
     */
    public Value evaluateAs(Type type, ExpressionContext context) {
        return new Evaluator(context).evaluateAs(root, type);
    }

    private Optional<Missing> missing(Value.Aggregate aggregate) {
        try {
            return aggregate.missing();
        } catch (DebugException e) {
            throw new EvaluationException(String.valueOf(e.getMessage()), root.span(), e);
        }
    }

    /** What the compiler left out is a value of its own; memory that cannot be read is an error. */
    private static boolean isShown(Missing reason) {
        return reason instanceof Missing.OptimizedOut || reason instanceof Missing.NotSaved;
    }

    /**
     * Whether the value is neither zero nor a null pointer, as C's {@code if} asks.
     *
     * @throws EvaluationException if the value cannot be had or has no truth
     */
    public boolean isTrue(ExpressionContext context) {
        return new Evaluator(context).isTrue(root);
    }

    /**
     * The type that the value has. No memory is read and no assignment takes place.
     *
     * @throws EvaluationException if the value cannot be had
     */
    public Type type(ExpressionContext context) {
        return about(text, () -> Evaluator.ofTypes(context).evaluate(root).type());
    }

    /**
     * The value as an address: that of a function or of an array, or the number that a scalar holds.
     *
     * @throws EvaluationException if the value is no address
     */
    public long address(ExpressionContext context) {
        Evaluator evaluator = new Evaluator(context);
        return Conversion.address(evaluator.evaluate(root), root.span());
    }

    @Override
    public String toString() {
        return text;
    }
}
