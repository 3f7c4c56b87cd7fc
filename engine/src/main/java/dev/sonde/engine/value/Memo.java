package dev.sonde.engine.value;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is computed when it is first asked for. Thread-safe; the computation must give the same each time. */
final class Memo<T> {
    private final Supplier<T> source;
    private volatile @Nullable T value;

    Memo(Supplier<T> source) {
        this.source = source;
    }

    T get() {
        T known = value;
        if (known == null) {
            known = source.get();
            value = known;
        }
        return known;
    }

    /** Whether it was not computed yet. */
    boolean isUnknown() {
        return value == null;
    }
}
