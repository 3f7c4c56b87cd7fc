package dev.sonde.engine.syscall;

/** How a value of a fixed size in memory is shown: a scalar or a structure. */
interface ElementFormat {
    /** The size in bytes. */
    int size();

    /** The text of the value at {@code offset}; the caller has checked that {@link #size} bytes are there. */
    String format(Call call, byte[] bytes, int offset);
}
