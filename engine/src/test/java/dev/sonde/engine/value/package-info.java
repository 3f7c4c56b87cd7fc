/** Tests of types, values and their texts. */
@NullMarked
package dev.sonde.engine.value;

import org.jspecify.annotations.NullMarked;
