package dev.sonde.engine.type;

import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.engine.value.SourceLanguage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of types and variables with their scopes, spelled as gdb spells them. */
public final class EntryNames {
    private static final int MAX_SCOPES = 64;
    private static final Set<String> INTEGER_WORDS =
            Set.of("long", "short", "int", "unsigned", "signed", "char", "__int128");
    private static final Pattern INTEGERS =
            Pattern.compile("\\b(?:(?:long|short|int|unsigned|signed|char|__int128)\\b ?)+(?<! )");

    private EntryNames() {}

    /** The name of an entry with its scopes; empty when it has no name. */
    public static String qualified(Die die) {
        Optional<String> name = die.name();
        if (name.isEmpty()) {
            return "";
        }
        SourceLanguage language = Languages.of(die);
        String own = language == SourceLanguage.CPLUSPLUS ? canonical(name.get()) : name.get();
        return language.hasScopes() ? scopes(die) + own : own;
    }

    /** The scopes around an entry, each followed by two colons. */
    public static String scopes(Die die) {
        StringBuilder text = new StringBuilder();
        Optional<Die> scope = declaration(die).parent();
        for (int i = 0; i < MAX_SCOPES && scope.isPresent(); i++) {
            Die at = declaration(scope.get());
            switch (at.tag()) {
                case DwTag.DW_TAG_namespace, DwTag.DW_TAG_module ->
                    text.insert(0, at.name().orElse("(anonymous namespace)") + "::");
                case DwTag.DW_TAG_class_type,
                        DwTag.DW_TAG_structure_type,
                        DwTag.DW_TAG_union_type,
                        DwTag.DW_TAG_enumeration_type ->
                    at.name().ifPresent(name -> text.insert(0, canonical(name) + "::"));
                default -> {} // functions, blocks and units name nothing
            }
            scope = at.parent();
        }
        return text.toString();
    }

    /** Where an entry was declared that is defined elsewhere. */
    public static Die declaration(Die die) {
        Die at = die;
        for (int i = 0; i < MAX_SCOPES; i++) {
            Die here = at;
            Optional<Die> next = here.reference(DwAt.DW_AT_abstract_origin)
                    .or(() -> here.reference(DwAt.DW_AT_specification))
                    .or(() -> here.reference(DwAt.DW_AT_extension));
            if (next.isEmpty()) {
                break;
            }
            at = next.get();
        }
        return at;
    }

    /** A name in which every integer type is spelled in one way, such as {@code unsigned long}. */
    static String canonical(String name) {
        if (name.indexOf(' ') < 0) {
            return name;
        }
        Matcher matcher = INTEGERS.matcher(name);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(integer(found.group())));
    }

    private static String integer(String words) {
        List<String> all = List.of(words.strip().split(" "));
        if (all.size() == 1 || !INTEGER_WORDS.containsAll(all)) {
            return words;
        }
        List<String> result = new ArrayList<>();
        boolean character = all.contains("char");
        if (all.contains("unsigned")) {
            result.add("unsigned");
        } else if (all.contains("signed") && character) {
            result.add("signed");
        }
        long longs = all.stream().filter("long"::equals).count();
        for (long i = 0; i < longs; i++) {
            result.add("long");
        }
        if (all.contains("short")) {
            result.add("short");
        }
        if (character) {
            result.add("char");
        }
        if (all.contains("__int128")) {
            result.add("__int128");
        }
        boolean sized = longs > 0 || all.contains("short") || character || all.contains("__int128");
        if (!sized) {
            result.add("int");
        }
        return String.join(" ", result);
    }
}
