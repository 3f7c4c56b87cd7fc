package dev.sonde.engine.error;

import org.jspecify.annotations.Nullable;

/** The root of what the engine throws: a request that cannot be carried out, with a message fit for a user. */
public class DebugException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what was asked and what is wrong, as a sentence without a full stop */
    public DebugException(String message) {
        super(message);
    }

    /** @param message what was asked and what is wrong, as a sentence without a full stop */
    public DebugException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
