package dev.sonde.engine.expression;

import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values that were printed, numbered from 1. Not thread-safe. */
public final class ValueHistory {
    private final List<Value> values = new ArrayList<>();

    /** An empty history. */
    public ValueHistory() {}

    /**
     * Appends a value.
     *
     * @return its number
     */
    public int add(Value value) {
        values.add(Values.snapshot(value));
        return values.size();
    }

    /** How many values there are, which is the number of the last. */
    public int size() {
        return values.size();
    }

    /** The value with this number. */
    public Optional<Value> value(int number) {
        return number >= 1 && number <= values.size() ? Optional.of(values.get(number - 1)) : Optional.empty();
    }
}
