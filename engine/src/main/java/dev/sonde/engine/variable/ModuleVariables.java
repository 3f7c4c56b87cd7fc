package dev.sonde.engine.variable;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.debuginfo.dwarf.Unit;
import dev.sonde.debuginfo.dwarf.index.EntryKind;
import dev.sonde.debuginfo.dwarf.index.IndexEntry;
import dev.sonde.engine.symbols.SourceInformation;
import dev.sonde.engine.type.EntryNames;
import dev.sonde.engine.type.TypeReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The types, functions and variables of one file, which several processes may have loaded. */
final class ModuleVariables {
    private final SourceInformation source;
    private final Function<SourceInformation, ModuleVariables> others;
    private final TypeReader types;
    private final ConcurrentHashMap<Die, FunctionScope> functions = new ConcurrentHashMap<>();

    /** By the function and the return address in the file; a recursion asks for the same ones again and again. */
    private final ConcurrentHashMap<CallKey, Optional<CallDescription>> calls = new ConcurrentHashMap<>();

    private final ConcurrentHashMap<Unit, Imports> imports = new ConcurrentHashMap<>();

    private record CallKey(Die function, long returnAddress) {}

    /** @param others knows the other files */
    ModuleVariables(SourceInformation source, Function<SourceInformation, ModuleVariables> others) {
        this.source = source;
        this.others = others;
        types = new TypeReader(this::definition);
    }

    TypeReader types() {
        return types;
    }

    SourceInformation source() {
        return source;
    }

    /**
     * What is declared in a function.
     *
     * @throws FormatException if its entry is malformed
     */
    FunctionScope scope(Die function) {
        FunctionScope known = functions.get(function);
        if (known == null) {
            known = new FunctionScope(function, types);
            functions.put(function, known);
        }
        return known;
    }

    /** What the namespaces of a unit take in; nothing if the unit is malformed. */
    Imports imports(Unit unit) {
        Imports known = imports.get(unit);
        if (known == null) {
            known = Imports.of(unit);
            imports.put(unit, known);
        }
        return known;
    }

    /** The same of another file. */
    ModuleVariables of(SourceInformation other) {
        return other.equals(source) ? this : others.apply(other);
    }

    /**
     * What is said of the call that returns to an address of the file.
     *
     * @throws FormatException if the entry of {@code function} is malformed
     */
    Optional<CallDescription> call(Die function, long returnAddress) {
        CallKey key = new CallKey(function, returnAddress);
        Optional<CallDescription> known = calls.get(key);
        if (known == null) {
            known = CallDescription.find(function, returnAddress);
            calls.put(key, known);
        }
        return known;
    }

    /** The things of a kind with this name, scopes and all; those of {@code unit} first. */
    List<Die> find(String qualifiedName, EntryKind kind, @Nullable Unit unit) {
        try {
            return source.names().find("::" + qualifiedName).stream()
                    .filter(entry -> entry.kind() == kind)
                    .map(IndexEntry::die)
                    .sorted((one, other) -> Boolean.compare(isOf(other, unit), isOf(one, unit)))
                    .toList();
        } catch (FormatException e) {
            return List.of(); // what is malformed is not there
        }
    }

    private static boolean isOf(Die die, @Nullable Unit unit) {
        return unit != null && die.unit().equals(unit);
    }

    /** The definition of a type of which a unit knows only the name. */
    private Optional<Die> definition(Die declaration) {
        String name = EntryNames.qualified(declaration);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return find(name, EntryKind.TYPE, declaration.unit()).stream()
                .filter(die -> isClass(die) && !die.flag(DwAt.DW_AT_declaration))
                .findFirst();
    }

    private static boolean isClass(Die die) {
        return switch (die.tag()) {
            case DwTag.DW_TAG_structure_type, DwTag.DW_TAG_class_type, DwTag.DW_TAG_union_type -> true;
            default -> false;
        };
    }
}
