/**
 * Typed values of a program and the texts in which they are shown.
 *
 * <p>A {@link dev.sonde.engine.value.Type} says how bytes are read, a {@link dev.sonde.engine.value.Value} is what was
 * read together with the {@link dev.sonde.engine.value.Place} it came from, and a
 * {@link dev.sonde.engine.value.ValueFormatter} writes it as gdb does. The package knows nothing of expressions, of
 * symbol tables or of how a process is controlled.
 *
 * <pre>{@code
 * ValueFormatter formatter = new ValueFormatter(PrintOptions.DEFAULT, address -> "", Optional.empty());
 * formatter.format(Scalar.of(Types.CHAR, 'A')); // 65 'A'
 * }</pre>
 */
@NullMarked
package dev.sonde.engine.value;

import org.jspecify.annotations.NullMarked;
