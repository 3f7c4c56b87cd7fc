/**
 * What the user sees and decides of symbols that are searched, read and fetched: progress, refusals, settings. Knows the
 * session; no command.
 */
@NullMarked
package dev.sonde.cli.symbols;

import org.jspecify.annotations.NullMarked;
