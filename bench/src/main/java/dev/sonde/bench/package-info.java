/**
 * Benchmarks that print Sonde's figures beside those of a bare C loop, of gdb and of lldb, all taken in turn in one run.
 *
 * <p>Run by {@code ./sonde-bench}. Figures of one run are only worth comparing with each other.
 */
@NullMarked
package dev.sonde.bench;

import org.jspecify.annotations.NullMarked;
