/** Tests of expressions, most of them against gdb. */
@NullMarked
package dev.sonde.engine.expression;

import org.jspecify.annotations.NullMarked;
