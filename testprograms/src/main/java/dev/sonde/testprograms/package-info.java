/**
 * The programs that the tests debug: sources in C, C++, Rust and assembly, one per behaviour, compiled on first use.
 *
 * {@snippet :
 * Path program = TestProgram.of("threads.c").flags("-pthread").compile();
 * }
 *
 * <p>Knows nothing of the debugger.
 */
@NullMarked
package dev.sonde.testprograms;

import org.jspecify.annotations.NullMarked;
