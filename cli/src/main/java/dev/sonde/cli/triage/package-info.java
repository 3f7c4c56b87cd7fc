/**
 * {@code sonde triage}: what each of many core files tells of its crash, and which of them tell of the same.
 *
 * <p>A {@link dev.sonde.cli.triage.Crash} is read from a core file by one reader for each worker, and written as a line or as
 * a JSON object. Knows nothing of commands.
 */
@NullMarked
package dev.sonde.cli.triage;

import org.jspecify.annotations.NullMarked;
