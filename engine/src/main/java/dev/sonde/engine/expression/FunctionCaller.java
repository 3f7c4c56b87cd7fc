package dev.sonde.engine.expression;

import dev.sonde.engine.call.CallRequest;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.value.Value;

/** Calls functions of the program for an expression. */
@FunctionalInterface
public interface FunctionCaller {
    /** Where there is nothing to call functions in. */
    FunctionCaller NONE = request -> {
        throw new DebugException("You can't do that without a process to debug.");
    };

    /**
     * Calls a function.
     *
     * @return what it returned
     * @throws dev.sonde.engine.error.DebugException if it cannot be called, or has not returned
     */
    Value call(CallRequest request);
}
