/** Commands for signals: what is done about each, and sending them. */
@NullMarked
package dev.sonde.cli.command.signal;

import org.jspecify.annotations.NullMarked;
