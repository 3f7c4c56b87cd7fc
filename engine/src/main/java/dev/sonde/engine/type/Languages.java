package dev.sonde.engine.type;

import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwLang;
import dev.sonde.debuginfo.dwarf.Unit;
import dev.sonde.engine.value.SourceLanguage;

/** The languages of units. */
public final class Languages {
    private Languages() {}

    /** The language of the unit of an entry. */
    public static SourceLanguage of(Die die) {
        return of(die.unit());
    }

    /** The language of a unit; C for one that is not known. */
    public static SourceLanguage of(Unit unit) {
        return switch ((int) unit.language().orElse(DwLang.DW_LANG_C)) {
            case DwLang.DW_LANG_C_plus_plus,
                    DwLang.DW_LANG_C_plus_plus_03,
                    DwLang.DW_LANG_C_plus_plus_11,
                    DwLang.DW_LANG_C_plus_plus_14,
                    DwLang.DW_LANG_C_plus_plus_17,
                    DwLang.DW_LANG_C_plus_plus_20,
                    DwLang.DW_LANG_ObjC_plus_plus -> SourceLanguage.CPLUSPLUS;
            case DwLang.DW_LANG_Rust -> SourceLanguage.RUST;
            default -> SourceLanguage.C;
        };
    }
}
