/**
 * Types out of debugging information.
 *
 * <p>A {@link dev.sonde.engine.type.TypeReader} makes a {@link dev.sonde.engine.value.Type} of the entry that describes
 * it, and a {@link dev.sonde.engine.type.TypeLookup} finds types by name. Knows nothing of processes or frames: what only
 * a running function knows stays a {@link dev.sonde.engine.type.SubrangeBound}.
 *
 * {@snippet :
 * Type type = reader.typeOf(variable); // struct node *
 * }
 */
@NullMarked
package dev.sonde.engine.type;

import org.jspecify.annotations.NullMarked;
