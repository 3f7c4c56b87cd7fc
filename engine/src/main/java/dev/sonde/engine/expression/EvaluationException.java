package dev.sonde.engine.expression;

import dev.sonde.engine.error.DebugException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An expression that cannot be read or evaluated. The message is worded as gdb words it. */
public final class EvaluationException extends DebugException {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final int length;
    private String expression = "";

    /**
     * @param message what is wrong
     * @param span the part of the text that is to blame
     */
    public EvaluationException(String message, Span span) {
        this(message, span, null);
    }

    /**
     * @param message what is wrong
     * @param span the part of the text that is to blame
     * @param cause what the memory or the registers answered
     */
    public EvaluationException(String message, Span span, @Nullable Throwable cause) {
        super(message, cause);
        this.offset = span.offset();
        this.length = span.length();
    }

    /** The same error, which knows from now on the text that it is about; an inner expression's own text stays. */
    EvaluationException about(String text) {
        if (expression.isEmpty()) {
            expression = text;
        }
        return this;
    }

    /**
     * Two lines that show the place: the expression, and below the part that is to blame a caret. Empty when the text is not
     * known or is more than one line.
     */
    public Optional<String> pointer() {
        int end = offset + length;
        if (expression.isEmpty()
                || end > expression.length()
                || expression.chars().anyMatch(c -> c < ' ')) {
            return Optional.empty();
        }
        int before = expression.codePointCount(0, offset);
        int marked = expression.codePointCount(offset, end);
        return Optional.of(
                expression + System.lineSeparator() + " ".repeat(before) + "^" + "~".repeat(Math.max(marked - 1, 0)));
    }

    /** The part of the text that is to blame. */
    public Span span() {
        return new Span(offset, length);
    }
}
