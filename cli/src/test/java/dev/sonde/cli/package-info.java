/** Tests of the command line: its parts, whole sessions as transcripts, gdb's answers beside ours, and a real terminal. */
@NullMarked
package dev.sonde.cli;

import org.jspecify.annotations.NullMarked;
