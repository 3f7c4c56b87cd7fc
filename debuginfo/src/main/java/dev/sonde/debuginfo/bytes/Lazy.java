package dev.sonde.debuginfo.bytes;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value computed once, on first use, by whichever thread comes first; the others wait.
 *
 * <p>A computation that throws leaves nothing behind: the next caller gets the same failure afresh.
 */
public final class Lazy<T> {
    private final Supplier<? extends T> compute;
    private volatile @Nullable T value;

    /** @param compute gives the value; it must not ask for it */
    public Lazy(Supplier<? extends T> compute) {
        this.compute = compute;
    }

    /** The value. */
    public T get() {
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
