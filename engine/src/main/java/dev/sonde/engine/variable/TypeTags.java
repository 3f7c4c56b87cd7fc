package dev.sonde.engine.variable;

import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.engine.type.EntryNames;
import dev.sonde.engine.type.Languages;
import dev.sonde.engine.value.SourceLanguage;

/** Which entries a user means by the name of a type. */
final class TypeTags {
    private TypeTags() {}

    /** Whether a type can be named with a keyword, or without one. */
    static boolean fit(Die die, String keyword) {
        if (die.flag(DwAt.DW_AT_declaration)) {
            return false;
        }
        return switch (die.tag()) {
            case DwTag.DW_TAG_structure_type, DwTag.DW_TAG_class_type ->
                keyword.equals("struct") || keyword.equals("class") || isNamedAlone(die, keyword);
            case DwTag.DW_TAG_union_type -> keyword.equals("union") || isNamedAlone(die, keyword);
            case DwTag.DW_TAG_enumeration_type -> keyword.equals("enum") || isNamedAlone(die, keyword);
            case DwTag.DW_TAG_typedef, DwTag.DW_TAG_base_type, DwTag.DW_TAG_unspecified_type -> keyword.isEmpty();
            default -> false;
        };
    }

    private static boolean isNamedAlone(Die die, String keyword) {
        return keyword.isEmpty() && Languages.of(die) != SourceLanguage.C;
    }

    /** Whether a name with template arguments is that of the entry; the index lets them be left out. */
    static boolean isSpelled(Die die, String name) {
        String full = EntryNames.qualified(die).replace("(anonymous namespace)::", "");
        return withoutBlanks(full).endsWith(withoutBlanks(name))
                || Languages.of(die) == SourceLanguage.C
                || (name.indexOf('<') < 0 && full.indexOf('<') < 0);
    }

    private static String withoutBlanks(String text) {
        return text.replace(" ", "");
    }
}
