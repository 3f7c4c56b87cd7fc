package dev.sonde.engine.value;

import java.util.Optional;

/** Knows what objects mean. */
@FunctionalInterface
public interface Renderers {
    /** Knows nothing. */
    Renderers NONE = _ -> Optional.empty();

    /** The meaning of an object or of a reference to one; empty if it means no more than its members say. */
    Optional<Rendering> of(Value value);
}
