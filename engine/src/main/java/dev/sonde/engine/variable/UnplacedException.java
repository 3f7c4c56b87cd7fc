package dev.sonde.engine.variable;

import dev.sonde.engine.error.DebugException;

/** A variable is in storage that the thread does not have. */
final class UnplacedException extends DebugException {
    /** Stands for the name of the variable in the message, where that is not known. */
    static final String NAME = "%";

    private static final long serialVersionUID = 1L;

    /** @param message a sentence for the user */
    UnplacedException(String message) {
        super(message);
    }
}
