/** The programs of a session and their processes: {@code inferior}, {@code add-inferior}, {@code kill inferiors}. */
@NullMarked
package dev.sonde.cli.command.inferior;

import org.jspecify.annotations.NullMarked;
