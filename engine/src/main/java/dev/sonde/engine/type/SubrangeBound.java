package dev.sonde.engine.type;

import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.engine.value.Type;

/**
 * A dimension of an array whose bounds are computed by the program.
 *
 * @param subrange the {@code DW_TAG_subrange_type}
 */
public record SubrangeBound(Die subrange) implements Type.Bound {}
