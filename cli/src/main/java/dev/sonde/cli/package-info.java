/**
 * The command-line debugger: reading its options, putting the session together, and the loop over commands.
 *
 * <p>The only package that knows every group of commands.
 *
 * {@snippet :
 * int status = new Main(System.in, System.out, System.err).run("--batch", "-ex", "info signals", "/bin/ls");
 * }
 */
@NullMarked
package dev.sonde.cli;

import org.jspecify.annotations.NullMarked;
