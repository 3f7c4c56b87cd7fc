/** Texts made from a format as that of C's printf and from expressions of the program. */
@NullMarked
package dev.sonde.cli.printf;

import org.jspecify.annotations.NullMarked;
