package dev.sonde.debuginfo.dwarf.index;

import dev.sonde.debuginfo.dwarf.DwLang;

/** What the index has to know of languages, which are numbers of {@link DwLang}. */
final class Languages {
    private Languages() {}

    /** Whether functions are defined inside of functions. */
    static boolean hasNestedFunctions(int language) {
        return switch (language) {
            case DwLang.DW_LANG_Ada83,
                    DwLang.DW_LANG_Ada95,
                    DwLang.DW_LANG_Ada2005,
                    DwLang.DW_LANG_Ada2012,
                    DwLang.DW_LANG_Fortran77,
                    DwLang.DW_LANG_Fortran90,
                    DwLang.DW_LANG_Fortran95,
                    DwLang.DW_LANG_Fortran03,
                    DwLang.DW_LANG_Fortran08,
                    DwLang.DW_LANG_Fortran18,
                    DwLang.DW_LANG_Pascal83,
                    DwLang.DW_LANG_Modula2,
                    DwLang.DW_LANG_Modula3 -> true;
            default -> false;
        };
    }

    /** Whether all definitions of a name in a program are the same one. */
    static boolean hasOneDefinitionRule(int language) {
        return switch (language) {
            case DwLang.DW_LANG_C_plus_plus,
                    DwLang.DW_LANG_C_plus_plus_03,
                    DwLang.DW_LANG_C_plus_plus_11,
                    DwLang.DW_LANG_C_plus_plus_14,
                    DwLang.DW_LANG_C_plus_plus_17,
                    DwLang.DW_LANG_C_plus_plus_20 -> true;
            default -> false;
        };
    }
}
