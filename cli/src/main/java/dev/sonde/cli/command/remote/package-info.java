/** The commands that debug through a stub of the GDB remote serial protocol. */
@NullMarked
package dev.sonde.cli.command.remote;

import org.jspecify.annotations.NullMarked;
