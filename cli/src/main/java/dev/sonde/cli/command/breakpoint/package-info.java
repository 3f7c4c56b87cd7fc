/** Commands for making the program stop at certain points. */
@NullMarked
package dev.sonde.cli.command.breakpoint;

import org.jspecify.annotations.NullMarked;
