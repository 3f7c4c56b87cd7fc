package dev.sonde.engine.call;

import dev.sonde.engine.value.Value;

/**
 * What is passed to a function.
 *
 * @param value it, with its type already that of the parameter, or the promoted one where none is declared
 * @param byAddress whether the function gets the address of a copy of it that lives as long as the call: a temporary that a
 *     reference is bound to, or an object that is not trivial to copy
 */
public record Argument(Value value, boolean byAddress) {
    /** One that is passed by its bytes. */
    public static Argument of(Value value) {
        return new Argument(value, false);
    }
}
