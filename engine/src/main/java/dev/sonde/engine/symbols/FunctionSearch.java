package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.demangle.Demangler;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.debuginfo.dwarf.Unit;
import dev.sonde.debuginfo.dwarf.index.EntryKind;
import dev.sonde.debuginfo.dwarf.index.IndexEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds every copy of the functions of a name: overloads, instances of templates, and where they were inlined. */
final class FunctionSearch {
    private static final int MAX_DEPTH = 256;
    /** gcc's option for it, which it records. */
    private static final String LINK_TIME = "-flto";
    /** What gcc calls the units of the code that comes of it. */
    private static final String LINK_TIME_UNIT = "<artificial>";

    private static final String ANONYMOUS = "(anonymous namespace)";

    private final SourceInformation source;
    private final String name;
    private final List<Copy> found = new ArrayList<>();
    /** Whether what inlined copies refer to is in turn a copy of the function that is looked for. */
    private final Map<Die, Boolean> origins = new HashMap<>();

    /** A copy of a function at a file address. */
    record Copy(long address, boolean inlined) {}

    private FunctionSearch(SourceInformation source, String name) {
        this.source = source;
        this.name = name;
    }

    /** The copies of the functions that {@code name} means, which may have scopes, template arguments and parameters. */
    static List<Copy> find(SourceInformation source, String name) {
        FunctionSearch search = new FunctionSearch(source, name);
        for (IndexEntry entry : source.guarded(() -> source.names().find(name), List.<IndexEntry>of())) {
            if (entry.kind() == EntryKind.FUNCTION) {
                source.guarded(() -> search.add(entry.die()), false);
            }
        }
        return search.found.stream().distinct().toList();
    }

    private boolean add(Die function) {
        if (!hasParameters(function)) {
            return false;
        }
        entry(function).ifPresent(address -> found.add(new Copy(address, false)));
        if (function.has(DwAt.DW_AT_inline) || isOptimisedWhileLinking(function)) {
            origins.clear();
            for (Unit unit : unitsWithCopies(function)) {
                collectCopies(unit.full().root(), function, 0);
            }
        }
        return true;
    }

    /**
     * The unit of a function; if that was moved to a partial unit, those that import it; and if it was optimised while
     * linking, those of the code that came of that.
     */
    private List<Unit> unitsWithCopies(Die function) {
        Unit own = function.unit();
        boolean linked = isOptimisedWhileLinking(function);
        if (!own.isPartial() && !linked) {
            return List.of(own);
        }
        return source.dwarf().units().stream()
                .filter(unit -> source.guarded(
                        () -> (unit.equals(own) && !own.isPartial())
                                || unit.imports().contains(own)
                                || (linked
                                        && unit.name()
                                                .filter(LINK_TIME_UNIT::equals)
                                                .isPresent()),
                        false))
                .toList();
    }

    private static boolean isOptimisedWhileLinking(Die function) {
        return !function.flag(DwAt.DW_AT_declaration)
                && function.unit()
                        .full()
                        .root()
                        .string(DwAt.DW_AT_producer)
                        .filter(producer -> producer.contains(LINK_TIME))
                        .isPresent();
    }

    /** Whether its parameters are those that the user wrote, if any. */
    private boolean hasParameters(Die function) {
        if (name.replace(ANONYMOUS, "").indexOf('(') < 0 || name.contains("operator()")) {
            return true;
        }
        Optional<String> full = function.linkageName().flatMap(Demangler::demangle);
        String wanted = withoutBlanks(name);
        return full.map(FunctionSearch::withoutBlanks)
                .filter(text -> text.equals(wanted)
                        || text.endsWith("::" + wanted)
                        || withoutQualifiers(text).endsWith(wanted))
                .isPresent();
    }

    private static String withoutBlanks(String text) {
        return text.replace(" ", "");
    }

    private static String withoutQualifiers(String text) {
        return text.endsWith("const") ? text.substring(0, text.length() - "const".length()) : text;
    }

    private void collectCopies(Die die, Die function, int depth) {
        if (depth > MAX_DEPTH) {
            return;
        }
        for (Optional<Die> child = die.firstChild();
                child.isPresent();
                child = child.get().nextSibling()) {
            Die at = child.get();
            switch (at.tag()) {
                case DwTag.DW_TAG_inlined_subroutine -> {
                    if (isCopy(at, function)) {
                        entry(at).ifPresent(address -> found.add(new Copy(address, true)));
                    }
                    collectCopies(at, function, depth + 1);
                }
                case DwTag.DW_TAG_subprogram -> {
                    if (isCopy(at, function)) {
                        entry(at).ifPresent(address -> found.add(new Copy(address, false)));
                    }
                    collectCopies(at, function, depth + 1);
                }
                case DwTag.DW_TAG_lexical_block,
                        DwTag.DW_TAG_namespace,
                        DwTag.DW_TAG_class_type,
                        DwTag.DW_TAG_structure_type,
                        DwTag.DW_TAG_union_type -> collectCopies(at, function, depth + 1);
                default -> {} // holds no code
            }
        }
    }

    /** Whether {@code die} comes of {@code function}, perhaps by way of what its own unit has of that. */
    private boolean isCopy(Die die, Die function) {
        Die origin = die.reference(DwAt.DW_AT_abstract_origin).orElse(null);
        if (origin == null || origin.equals(function)) {
            return origin != null;
        }
        return origins.computeIfAbsent(
                origin,
                at -> at.reference(DwAt.DW_AT_abstract_origin)
                        .filter(function::equals)
                        .isPresent());
    }

    /** The file address at which the code of a function, or of an inlined copy, is entered. */
    static Optional<Long> entry(Die die) {
        OptionalLong own = die.address(DwAt.DW_AT_low_pc);
        if (own.isPresent()) {
            return Optional.of(own.getAsLong());
        }
        OptionalLong entry = die.address(DwAt.DW_AT_entry_pc);
        return entry.isPresent()
                ? Optional.of(entry.getAsLong())
                : die.ranges().stream().findFirst().map(range -> range.start());
    }
}
