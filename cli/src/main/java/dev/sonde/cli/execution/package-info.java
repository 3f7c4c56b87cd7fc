/**
 * Letting the program run on behalf of a command, and saying how it stopped, in gdb's words.
 *
 * <p>Knows the session, and no command.
 *
 * {@snippet :
 * Execution.of(session).resume(Resumption.continueAll()); // returns when it has stopped and that is printed
 * }
 */
@NullMarked
package dev.sonde.cli.execution;

import org.jspecify.annotations.NullMarked;
