/** The commands that show source files and tell which lines code comes from. Knows nothing of other commands. */
@NullMarked
package dev.sonde.cli.command.source;

import org.jspecify.annotations.NullMarked;
