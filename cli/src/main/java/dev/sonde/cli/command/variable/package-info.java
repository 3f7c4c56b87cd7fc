/**
 * Commands on the variables of frames and on types.
 *
 * {@snippet :
 * session.execute("info locals");
 * }
 */
@NullMarked
package dev.sonde.cli.command.variable;

import org.jspecify.annotations.NullMarked;
