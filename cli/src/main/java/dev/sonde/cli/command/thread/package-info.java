/** Commands for looking at threads. */
@NullMarked
package dev.sonde.cli.command.thread;

import org.jspecify.annotations.NullMarked;
