package dev.sonde.debuginfo.dwarf.index;

import dev.sonde.debuginfo.dwarf.Die;
import java.util.Optional;

/**
 * A function that an instruction belongs to, and where in the source that instruction (or the call of the function
 * inlined into it) is.
 *
 * @param function the {@code DW_TAG_subprogram} or {@code DW_TAG_inlined_subroutine}; empty when only a line is known
 * @param name the function's name without scopes; empty when it has none
 * @param linkageName the name that the linker sees, when it is recorded
 * @param file the path of the source file; empty when unknown
 * @param line the line, 0 when unknown
 * @param column the column, 0 when unknown
 * @param inlined whether the function was inlined, so that the next frame is where its call was
 */
public record SourceFrame(
        Optional<Die> function,
        String name,
        Optional<String> linkageName,
        String file,
        int line,
        int column,
        boolean inlined) {}
