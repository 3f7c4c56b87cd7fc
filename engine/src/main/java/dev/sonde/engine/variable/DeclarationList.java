package dev.sonde.engine.variable;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwTag;
import dev.sonde.debuginfo.dwarf.index.EntryKind;
import dev.sonde.debuginfo.dwarf.index.IndexEntry;
import dev.sonde.engine.type.EntryNames;
import dev.sonde.engine.type.Languages;
import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.TypedefType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;

/** Lists the global variables or the types of a file as they are declared. */
final class DeclarationList {
    private final ModuleVariables descriptions;

    DeclarationList(ModuleVariables descriptions) {
        this.descriptions = descriptions;
    }

    /**
     * The variables whose names, with scopes, and whose types are wanted.
     *
     * @throws CancellationException if the thread is interrupted, which stays so
     */
    List<Declaration> variables(Predicate<String> wanted, Predicate<String> wantedType) {
        return find(EntryKind.VARIABLE, wanted, entry -> variable(entry, wantedType));
    }

    /** The types whose names, with scopes, are wanted. */
    List<Declaration> types(Predicate<String> wanted) {
        return find(EntryKind.TYPE, wanted, this::type);
    }

    /** Makes a declaration of what an index has. */
    @FunctionalInterface
    private interface Reader {
        Optional<Declaration> read(IndexEntry entry);
    }

    private List<Declaration> find(EntryKind kind, Predicate<String> wanted, Reader reader) {
        List<Declaration> found = new ArrayList<>();
        descriptions.source().names().forEach(kind, wanted, entry -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the declarations are not wanted any more");
            }
            try {
                reader.read(entry).ifPresent(found::add);
            } catch (FormatException e) {
                return; // what is malformed is not there
            }
        });
        return found.stream().distinct().toList();
    }

    private Optional<Declaration> variable(IndexEntry entry, Predicate<String> wantedType) {
        Die die = entry.die();
        boolean defined = die.has(DwAt.DW_AT_location) || die.has(DwAt.DW_AT_const_value);
        Type type = descriptions.types().typeOf(die);
        SourceLanguage language = Languages.of(die);
        if (!defined || !wantedType.test(type.name(language))) {
            return Optional.empty();
        }
        String name = EntryNames.qualified(die);
        boolean external = die.holderOf(DwAt.DW_AT_external)
                .filter(holder -> holder.flag(DwAt.DW_AT_external))
                .isPresent();
        return Optional.of(new Declaration(file(die), line(die), name, type.declaration(name, language), !external));
    }

    private Optional<Declaration> type(IndexEntry entry) {
        Die die = entry.die();
        if (die.flag(DwAt.DW_AT_declaration) || die.name().isEmpty()) {
            return Optional.empty();
        }
        SourceLanguage language = Languages.of(die);
        Type type = descriptions.types().read(die);
        String name = language == SourceLanguage.C ? die.name().get() : EntryNames.qualified(die);
        if (die.tag() == DwTag.DW_TAG_base_type) {
            return Optional.of(new Declaration(file(die), 0, type.name(language), type.name(language), false));
        }
        String text = type instanceof TypedefType
                ? "typedef " + target(type).name(language) + " " + name
                : type.name(language);
        return Optional.of(new Declaration(file(die), line(die), name, text, false));
    }

    /** What stands behind a typedef and the typedefs that it stands for. */
    private static Type target(Type type) {
        Type at = type;
        while (at instanceof TypedefType typedef) {
            at = typedef.target();
        }
        return at;
    }

    private String file(Die die) {
        return descriptions.source().fileOf(die).orElse(die.unit().name().orElse(""));
    }

    private static long line(Die die) {
        return die.holderOf(DwAt.DW_AT_decl_line)
                .map(holder -> holder.constant(DwAt.DW_AT_decl_line).orElse(0))
                .orElse(0L);
    }
}
