package dev.sonde.debuginfo.elf;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value computed once, on first use, by whichever thread comes first; the others wait.
 *
 * <p>A computation that throws leaves nothing behind: the next caller gets the same failure afresh.
 */
final class Lazy<T> {
    private final Supplier<? extends T> compute;
    private volatile @Nullable T value;

    Lazy(Supplier<? extends T> compute) {
        this.compute = compute;
    }

    T get() {
        T known = value;
        if (known != null) {
            return known;
        }
        synchronized (this) {
            known = value;
            if (known == null) {
                known = compute.get();
                value = known;
            }
            return known;
        }
    }
}
