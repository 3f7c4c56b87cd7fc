package dev.sonde.engine.expression;

import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Values;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables that a user makes by assigning to {@code $name}. Not thread-safe. */
public final class ConvenienceVariables {
    private final Map<String, Value> values = new LinkedHashMap<>();

    /** No variables. */
    public ConvenienceVariables() {}

    /** The value of a variable, void if it was never assigned. */
    public Value value(String name) {
        Value value = values.get(name);
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
