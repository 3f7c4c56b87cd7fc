/**
 * What the expressions of commands refer to: the selected thread, the process's memory, its symbols, the user's variables.
 *
 * {@snippet :
 * long address = Expressions.of(session).address("main + 4");
 * }
 */
@NullMarked
package dev.sonde.cli.expression;

import org.jspecify.annotations.NullMarked;
