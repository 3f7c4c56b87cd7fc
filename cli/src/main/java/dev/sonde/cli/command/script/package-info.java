/** Scripts: files of commands, branches and loops, and commands that users define. */
@NullMarked
package dev.sonde.cli.command.script;

import org.jspecify.annotations.NullMarked;
