/**
 * Agent expressions: conditions and commands of breakpoints that a debugger has compiled, and that are evaluated where the
 * program is. Nothing here may know packets or sessions.
 *
 * <p>Source: "Debugging with GDB", appendix F, "The GDB Agent Expression Mechanism".
 */
@NullMarked
package dev.sonde.server.gdbserver.agent;

import org.jspecify.annotations.NullMarked;
