package dev.sonde.engine.target;

import dev.sonde.engine.error.DebugException;
import org.jspecify.annotations.Nullable;

/** An expression calls a function of the program where none can be called: in a thread that is stopped for a moment only. */
public final class CallNeededException extends DebugException {
    private static final long serialVersionUID = 1;

    CallNeededException() {
        super("Functions of the program cannot be called before all of its threads have stopped.");
    }

    /** Whether it is what has made an evaluation fail. */
    public static boolean isCauseOf(Throwable failure) {
        @Nullable Throwable at = failure;
        while (at != null && !(at instanceof CallNeededException)) {
            at = at.getCause();
        }
        return at != null;
    }
}
