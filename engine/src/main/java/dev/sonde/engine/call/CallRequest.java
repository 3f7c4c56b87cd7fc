package dev.sonde.engine.call;

import dev.sonde.engine.value.Type;
import java.util.List;

/**
 * A call of a function of the program.
 *
 * @param function what to call it in messages
 * @param address where it is entered
 * @param arguments in their order, converted to what the function takes
 * @param result the type that it returns
 */
public record CallRequest(String function, long address, List<Argument> arguments, Type result) {
    /** Copies the list. */
    public CallRequest {
        arguments = List.copyOf(arguments);
    }
}
