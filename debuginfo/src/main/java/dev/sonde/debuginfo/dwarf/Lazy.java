package dev.sonde.debuginfo.dwarf;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value computed by the first thread that asks; a computation that throws is tried again by the next. */
final class Lazy<T> {
    private final Supplier<T> supplier;
    private volatile @Nullable T value;

    Lazy(Supplier<T> supplier) {
        this.supplier = supplier;
    }

    T get() {
        T known = value;
        if (known == null) {
            synchronized (this) {
                known = value;
                if (known == null) {
                    known = supplier.get();
                    value = known;
                }
            }
        }
        return known;
    }
}
