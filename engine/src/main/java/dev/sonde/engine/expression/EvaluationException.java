package dev.sonde.engine.expression;

import dev.sonde.engine.error.DebugException;
import org.jspecify.annotations.Nullable;

/** An expression that cannot be read or evaluated. The message is worded as gdb words it. */
public final class EvaluationException extends DebugException {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final int length;

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

    /** The part of the text that is to blame. */
    public Span span() {
        return new Span(offset, length);
    }
}
