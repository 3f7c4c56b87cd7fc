/** Commands about the debugger itself: help, settings, files, leaving. */
@NullMarked
package dev.sonde.cli.command.session;

import org.jspecify.annotations.NullMarked;
