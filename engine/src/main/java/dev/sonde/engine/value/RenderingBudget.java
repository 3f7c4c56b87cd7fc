package dev.sonde.engine.value;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Bounds what is written of one value. Memory that holds no objects may look like containers that contain themselves, or
 * like many inside many.
 */
final class RenderingBudget {
    private static final int MAX_CHILDREN = 200_000;

    private final Set<Object> around = new HashSet<>();
    private int left = MAX_CHILDREN;

    private record Known(long address, Type type) {}

    /** Starts a value. */
    void renew() {
        left = MAX_CHILDREN;
    }

    /** Whether one more child may be written. */
    boolean take() {
        return left-- > 0;
    }

    /** The text of an object, or {@code cyclic} if it is inside itself. */
    String inside(Value object, Supplier<String> text, String cyclic) {
        if (!(object.place() instanceof Place.InMemory(long address))) {
            return text.get();
        }
        Known known = new Known(address, object.type());
        if (!around.add(known)) {
            return cyclic;
        }
        try {
            return text.get();
        } finally {
            around.remove(known);
        }
    }
}
