package dev.sonde.engine.expression;

import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Values;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The variables that a user makes by assigning to {@code $name}, and those that the debugger computes, such as {@code
 * $_thread}. Not thread-safe.
 */
public final class ConvenienceVariables {
    private final Map<String, Value> values;
    private final Map<String, Supplier<Value>> computed;

    /** No variables. */
    public ConvenienceVariables() {
        this(new LinkedHashMap<>(), Map.of());
    }

    private ConvenienceVariables(Map<String, Value> values, Map<String, Supplier<Value>> computed) {
        this.values = values;
        this.computed = computed;
    }

    /** The same variables, and some that are computed when they are asked for, unless the user has assigned them. */
    public ConvenienceVariables with(Map<String, Supplier<Value>> newComputed) {
        return new ConvenienceVariables(values, newComputed);
    }

    /** The value of a variable, void if it was never assigned. */
    public Value value(String name) {
        Value value = values.get(name);
        if (value == null && computed.containsKey(name)) {
            return computed.get(name).get();
        }
        return value == null ? Values.at(Values.VOID, new Place.InVariable(name, 0)) : value;
    }

    /** Sets a variable to a copy of {@code value}, whatever it held. */
    public void assign(String name, Value value) {
        values.put(name, Values.at(Values.snapshot(value), new Place.InVariable(name, 0)));
    }

    /** All variables in the order in which they were first assigned. */
    public Map<String, Value> all() {
        return Collections.unmodifiableMap(values);
    }
}
