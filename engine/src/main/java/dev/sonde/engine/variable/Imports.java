package dev.sonde.engine.variable;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.debuginfo.dwarf.Unit;
import dev.sonde.engine.type.EntryNames;
import dev.sonde.engine.type.Languages;
import dev.sonde.engine.value.SourceLanguage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the namespaces of a unit take in from others: using directives, using declarations and aliases of namespaces.
 *
 * <p>Source: DWARF 5 section 3.2.3.
 */
final class Imports {
    private static final String ANONYMOUS = "(anonymous namespace)::";
    private static final int MAX_DEPTH = 64;
    private static final int MAX_NAMES = 1000;

    /**
     * One of them.
     *
     * @param name that the target has here; empty for a directive, which makes all names of a namespace visible
     * @param target with its scopes
     */
    record Import(String name, String target) {}

    /** By the scope, followed by two colons; the unit's own is empty. */
    private final Map<String, List<Import>> scopes = new HashMap<>();

    private Imports() {}

    /** Those of a unit; none of what is malformed. */
    static Imports of(Unit unit) {
        Imports imports = new Imports();
        if (Languages.of(unit) == SourceLanguage.CPLUSPLUS) {
            try {
                imports.read(unit.full().members(), "", 0);
            } catch (FormatException e) {
                return imports; // whoever reads the unit for its own sake says what is malformed
            }
        }
        return imports;
    }

    private void read(List<Die> entries, String name, int depth) {
        for (Die child : entries) {
            if (child.tag() == DwTag.DW_TAG_namespace) {
                if (depth < MAX_DEPTH) {
                    String inner = child.name().map(own -> name + own + "::").orElse(name);
                    read(child.children(), inner, depth + 1);
                }
            } else {
                of(child)
                        .ifPresent(found -> scopes.computeIfAbsent(name, _ -> new ArrayList<>())
                                .add(found));
            }
        }
    }

    /** What an entry takes in; empty if it is an entry of another kind. */
    static Optional<Import> of(Die die) {
        boolean directive = die.tag() == DwTag.DW_TAG_imported_module;
        if (!directive && die.tag() != DwTag.DW_TAG_imported_declaration) {
            return Optional.empty();
        }
        return die.reference(DwAt.DW_AT_import).flatMap(target -> {
            Die declared = EntryNames.declaration(target);
            String own = declared.name().orElse("");
            String qualified = EntryNames.qualified(declared).replace(ANONYMOUS, "");
            return own.isEmpty()
                    ? Optional.empty() // the names of an anonymous namespace are visible anyhow
                    : Optional.of(new Import(directive ? "" : die.name().orElse(own), qualified));
        });
    }

    /**
     * The full names that a name may stand for, the nearest first.
     *
     * @param name perhaps with scopes
     * @param scope the innermost scope to look in, followed by two colons; empty outside of all
     * @param blocks what the function's blocks around the place take in, the innermost first
     */
    List<String> candidates(String name, String scope, List<Import> blocks) {
        Set<String> found = new LinkedHashSet<>();
        follow(blocks, name, found);
        String around = scope;
        while (!around.isEmpty()) {
            add(around, name, found);
            int end = around.lastIndexOf("::", around.length() - 3);
            around = end < 0 ? "" : around.substring(0, end + 2);
        }
        add("", name, found);
        return List.copyOf(found);
    }

    private void add(String scope, String name, Set<String> found) {
        if (found.size() > MAX_NAMES || !found.add(scope + name)) {
            return;
        }
        follow(scopes.getOrDefault(scope, List.of()), name, found);
        // host::shared may be what the namespace host takes in.
        String inner = scope;
        String rest = name;
        for (int end = rest.indexOf("::"); end > 0; end = rest.indexOf("::")) {
            inner += rest.substring(0, end + 2);
            rest = rest.substring(end + 2);
            follow(scopes.getOrDefault(inner, List.of()), rest, found);
        }
    }

    private void follow(List<Import> imports, String name, Set<String> found) {
        int end = name.indexOf("::");
        String first = end < 0 ? name : name.substring(0, end);
        for (Import each : imports) {
            if (each.name().isEmpty()) {
                add(each.target() + "::", name, found);
            } else if (each.name().equals(first)) {
                add("", each.target() + name.substring(first.length()), found);
            }
        }
    }
}
