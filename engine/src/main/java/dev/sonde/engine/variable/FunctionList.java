package dev.sonde.engine.variable;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.demangle.DemangleOptions;
import dev.sonde.debuginfo.demangle.Demangler;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwLang;
import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.debuginfo.dwarf.Unit;
import dev.sonde.debuginfo.dwarf.index.EntryKind;
import dev.sonde.debuginfo.dwarf.index.IndexEntry;
import dev.sonde.engine.type.EntryNames;
import dev.sonde.engine.type.Languages;
import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Lists the functions of a file that have code of their own. */
final class FunctionList {
    private static final int MAX_DEPTH = 64;

    private final ModuleVariables descriptions;
    private final Map<Unit, Set<Die>> outOfLine = new HashMap<>();

    FunctionList(ModuleVariables descriptions) {
        this.descriptions = descriptions;
    }

    /**
     * The functions whose names, with scopes and without parameters, are wanted; of the others nothing is read that an index
     * does not ask for.
     *
     * @throws CancellationException if the thread is interrupted, which stays so
     */
    List<Declaration> find(Predicate<String> wanted) {
        List<Declaration> found = new ArrayList<>();
        descriptions.source().names().forEach(EntryKind.FUNCTION, name -> isWanted(name, wanted), entry -> {
            checkInterrupt();
            add(entry, found);
        });
        return found.stream().distinct().toList();
    }

    private static boolean isWanted(String name, Predicate<String> wanted) {
        checkInterrupt();
        return wanted.test(name);
    }

    private static void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the functions are not wanted any more");
        }
    }

    private void add(IndexEntry entry, List<Declaration> found) {
        try {
            Die function = entry.die();
            if (hasCode(function)) {
                found.add(declaration(function, entry.qualifiedName()));
            }
        } catch (FormatException e) {
            return; // what is malformed is not there
        }
    }

    private boolean hasCode(Die function) {
        return hasOwnCode(function)
                || (function.has(DwAt.DW_AT_inline)
                        && outOfLine
                                .computeIfAbsent(function.unit().full(), FunctionList::copies)
                                .contains(function));
    }

    private static boolean hasOwnCode(Die function) {
        return function.has(DwAt.DW_AT_low_pc) || function.has(DwAt.DW_AT_ranges);
    }

    /** What the functions of a unit that have code are copies of. */
    private static Set<Die> copies(Unit unit) {
        List<Die> found = new ArrayList<>();
        collectCopies(unit.root(), 0, found);
        return Set.copyOf(found);
    }

    private static void collectCopies(Die scope, int depth, List<Die> found) {
        for (Die child : scope.children()) {
            switch (child.tag()) {
                case DwTag.DW_TAG_subprogram -> {
                    if (hasOwnCode(child)) {
                        child.reference(DwAt.DW_AT_abstract_origin).ifPresent(found::add);
                    }
                }
                case DwTag.DW_TAG_namespace,
                        DwTag.DW_TAG_class_type,
                        DwTag.DW_TAG_structure_type,
                        DwTag.DW_TAG_union_type -> {
                    if (depth < MAX_DEPTH) {
                        collectCopies(child, depth + 1, found);
                    }
                }
                default -> {} // holds no function of its own
            }
        }
    }

    private Declaration declaration(Die function, String qualifiedName) {
        SourceLanguage language = Languages.of(function);
        Type.FunctionType type = type(function);
        String name = name(function, type, language, qualifiedName);
        String text = switch (language) {
            case C -> type.declaration(name, language);
            case CPLUSPLUS -> type.result().declaration(name, language);
            // Rust's notation has the name behind the keyword.
            case RUST -> type.declaration("", language).replaceFirst("^fn ", "fn " + name.replace("$", "\\$"));
        };
        return new Declaration(
                descriptions
                        .source()
                        .fileOf(function)
                        .orElse(function.unit().name().orElse("")),
                function.holderOf(DwAt.DW_AT_decl_line)
                        .map(die -> die.constant(DwAt.DW_AT_decl_line).orElse(0))
                        .orElse(0L),
                name,
                text,
                function.holderOf(DwAt.DW_AT_external)
                        .filter(die -> die.flag(DwAt.DW_AT_external))
                        .isEmpty());
    }

    /** As gdb has it, what is written in assembly takes nothing. */
    private Type.FunctionType type(Die function) {
        Type.FunctionType type = descriptions.types().function(function);
        boolean assembly = function.unit().language().orElse(0) == DwLang.DW_LANG_Mips_Assembler;
        return assembly ? new Type.FunctionType(type.result(), Optional.of(List.of())) : type;
    }

    private static String name(Die function, Type.FunctionType type, SourceLanguage language, String qualifiedName) {
        return switch (language) {
            case C -> function.name().orElse(qualifiedName);
            case RUST -> EntryNames.qualified(function);
            case CPLUSPLUS -> {
                Optional<String> signature =
                        function.linkageName().flatMap(linked -> Demangler.demangle(linked, DemangleOptions.SIGNATURE));
                yield signature.orElseGet(() -> EntryNames.qualified(function) + parameters(type));
            }
        };
    }

    /** As a demangler writes them. */
    private static String parameters(Type.FunctionType type) {
        String list = type.parameters().orElse(List.of()).stream()
                .map(parameter -> parameter.name(SourceLanguage.CPLUSPLUS).replace(" *", "*"))
                .collect(Collectors.joining(", "));
        return "(" + list + (type.variadic() ? (list.isEmpty() ? "..." : ", ...") : "") + ")";
    }
}
