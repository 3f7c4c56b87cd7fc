/**
 * Source files: where they are on this machine, their lines, and which lines were shown last. Knows nothing of how
 * commands are written.
 *
 * <p>{@snippet :
 * SourceView.of(session).printLine(location); // 8	    sum += i;
 * }
 */
@NullMarked
package dev.sonde.cli.source;

import org.jspecify.annotations.NullMarked;
