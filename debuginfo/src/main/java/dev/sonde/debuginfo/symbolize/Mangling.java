package dev.sonde.debuginfo.symbolize;

import dev.sonde.debuginfo.dwarf.DwLang;

/** Which languages of {@link DwLang} write more than a function's name into its symbol. */
final class Mangling {
    private Mangling() {}

    static boolean isUsedBy(long language) {
        return language == DwLang.DW_LANG_C_plus_plus
                || language == DwLang.DW_LANG_C_plus_plus_03
                || language == DwLang.DW_LANG_C_plus_plus_11
                || language == DwLang.DW_LANG_C_plus_plus_14
                || language == DwLang.DW_LANG_C_plus_plus_17
                || language == DwLang.DW_LANG_C_plus_plus_20
                || language == DwLang.DW_LANG_D
                || language == DwLang.DW_LANG_Rust
                || language == DwLang.DW_LANG_Swift;
    }
}
