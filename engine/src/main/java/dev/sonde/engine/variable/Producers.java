package dev.sonde.engine.variable;

import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.Unit;

/** The compilers that units come from. */
final class Producers {
    private Producers() {}

    /** Whether gcc compiled the unit, whose producer starts with its name. */
    static boolean isGcc(Unit unit) {
        return unit.root()
                .string(DwAt.DW_AT_producer)
                .filter(text -> text.startsWith("GNU "))
                .isPresent();
    }
}
