/**
 * The commands about shared libraries.
 *
 * <p>What stops at them, such as {@code catch load}, is among the breakpoints.
 */
@NullMarked
package dev.sonde.cli.command.library;

import org.jspecify.annotations.NullMarked;
