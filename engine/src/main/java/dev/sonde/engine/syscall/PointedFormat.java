package dev.sonde.engine.syscall;

import org.jspecify.annotations.Nullable;

/** How something of variable size is shown that an argument points to: a string, a set, an address. */
@FunctionalInterface
interface PointedFormat {
    /**
     * The text of what is at {@code address}, which is not null; null to show the address itself, as for memory that
     * cannot be read.
     *
     * @param count the size or number that the parameter declares, 0 if it declares none
     */
    @Nullable
    String format(Call call, long address, long count);
}
