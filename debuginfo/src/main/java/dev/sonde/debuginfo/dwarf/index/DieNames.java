package dev.sonde.debuginfo.dwarf.index;

import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Qualified names of single entries, for indexes that have only plain ones. */
final class DieNames {
    /** How scopes without a name are shown. */
    static final String UNNAMED = "(anonymous namespace)";

    private static final int MAX_CHAIN = 16;

    private DieNames() {}

    /** What the own index would say of an entry, if it is one of those that {@code wanted} asks for. */
    static Optional<IndexEntry> entry(Die die, QualifiedName wanted) {
        Optional<EntryKind> kind = kind(die);
        Optional<String> name = die.name();
        if (kind.isEmpty() || name.isEmpty() || !QualifiedName.matches(wanted.last(), name.get())) {
            return Optional.empty();
        }
        List<Scope> scopes = scopes(die);
        if (!inScope(scopes, wanted)) {
            return Optional.empty();
        }
        var text = new StringBuilder();
        scopes.forEach(scope -> text.append(scope.name).append("::"));
        return Optional.of(new IndexEntry(kind.get(), text.append(name.get()).toString(), () -> die));
    }

    /** What the own index would say of an entry, if it is of a kind. */
    static Optional<IndexEntry> entry(Die die, EntryKind wanted) {
        Optional<String> name = die.name();
        if (name.isEmpty() || kind(die).filter(wanted::equals).isEmpty()) {
            return Optional.empty();
        }
        var text = new StringBuilder();
        scopes(die).forEach(scope -> text.append(scope.name).append("::"));
        return Optional.of(new IndexEntry(wanted, text.append(name.get()).toString(), () -> die));
    }

    /** A scope; transparent ones need not be said. */
    record Scope(String name, boolean transparent) {}

    /** The scopes around an entry, or around what it completes, from the outermost on. */
    static List<Scope> scopes(Die die) {
        var scopes = new ArrayList<Scope>();
        for (Optional<Die> parent = declaration(die).parent();
                parent.isPresent();
                parent = declaration(parent.get()).parent()) {
            Die scope = parent.get();
            switch (scope.tag()) {
                case DwTag.DW_TAG_namespace -> {
                    Optional<String> name = scope.name();
                    boolean transparent = name.isEmpty() || scope.flag(DwAt.DW_AT_export_symbols);
                    scopes.addFirst(new Scope(name.orElse(UNNAMED), transparent));
                }
                case DwTag.DW_TAG_structure_type,
                        DwTag.DW_TAG_class_type,
                        DwTag.DW_TAG_union_type,
                        DwTag.DW_TAG_interface_type,
                        DwTag.DW_TAG_module -> {
                    Optional<String> name = scope.name();
                    scopes.addFirst(new Scope(name.orElse(UNNAMED), name.isEmpty()));
                }
                case DwTag.DW_TAG_enumeration_type -> {
                    if (scope.flag(DwAt.DW_AT_enum_class)) {
                        scopes.addFirst(new Scope(scope.name().orElse(""), false));
                    }
                }
                default -> {}
            }
        }
        return scopes;
    }

    /** The entry that another completes, which is where its scope is. */
    static Die declaration(Die die) {
        Die declaration = die;
        Optional<Die> next = die.completed();
        for (int i = 0; i < MAX_CHAIN && next.isPresent(); i++) {
            declaration = next.get();
            next = declaration.completed();
        }
        return declaration;
    }

    private static boolean inScope(List<Scope> scopes, QualifiedName wanted) {
        int at = scopes.size() - 1;
        for (int i = wanted.components().size() - 2; i >= 0; i--) {
            while (true) {
                if (at < 0) {
                    return false;
                }
                Scope scope = scopes.get(at--);
                if (QualifiedName.matches(wanted.components().get(i), scope.name)) {
                    break;
                }
                if (!scope.transparent) {
                    return false;
                }
            }
        }
        while (wanted.absolute() && at >= 0 && scopes.get(at).transparent) {
            at--;
        }
        return !wanted.absolute() || at < 0;
    }

    private static Optional<EntryKind> kind(Die die) {
        boolean declaration = die.flag(DwAt.DW_AT_declaration);
        return switch (die.tag()) {
            case DwTag.DW_TAG_subprogram -> declaration ? Optional.empty() : Optional.of(EntryKind.FUNCTION);
            case DwTag.DW_TAG_member ->
                declaration && die.has(DwAt.DW_AT_const_value) ? Optional.of(EntryKind.VARIABLE) : Optional.empty();
            case DwTag.DW_TAG_variable ->
                declaration && !die.has(DwAt.DW_AT_const_value) ? Optional.empty() : Optional.of(EntryKind.VARIABLE);
            case DwTag.DW_TAG_namespace, DwTag.DW_TAG_module, DwTag.DW_TAG_imported_declaration ->
                Optional.of(EntryKind.NAMESPACE);
            case DwTag.DW_TAG_enumerator, DwTag.DW_TAG_constant -> Optional.of(EntryKind.CONSTANT);
            default -> ScanPlan.isType(die.tag()) && !declaration ? Optional.of(EntryKind.TYPE) : Optional.empty();
        };
    }
}
