package dev.sonde.engine.target;

/**
 * What goes into a core file.
 *
 * @param useFilter whether {@code /proc/PID/coredump_filter} counts, or else what the kernel does by default; core(5)
 * @param excludedMappings whether memory is dumped that the program has excluded by madvise(2), {@code MADV_DONTDUMP}
 */
public record CoreOptions(boolean useFilter, boolean excludedMappings) {
    /** What the kernel would do. */
    public static final CoreOptions DEFAULT = new CoreOptions(true, false);
}
