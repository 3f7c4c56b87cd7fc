/** The words of the debugger sdb for what gdb's commands do: each is carried out as the gdb command that it means. */
@NullMarked
package dev.sonde.cli.command.sdb;

import org.jspecify.annotations.NullMarked;
