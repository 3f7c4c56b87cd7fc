package dev.sonde.cli.expression;

import dev.sonde.cli.command.Session;
import dev.sonde.debuginfo.demangle.Demangler;
import dev.sonde.debuginfo.elf.Section;
import dev.sonde.disassembler.SymbolResolver;
import dev.sonde.engine.symbols.SymbolPlace;
import dev.sonde.engine.value.AddressSymbols;
import java.util.Optional;

/**
 * The symbols that answers show behind addresses. As gdb does, values show names as they are written in the source, while
 * memory and instructions show them as they are stored.
 */
public record SymbolNames(Session session) {
    /** As written in the source: {@code <add(int, int)+4>}. */
    public AddressSymbols readable() {
        return address -> at(address).map(place -> "<" + readable(place) + ">").orElse("");
    }

    /** As stored: {@code <_Z3addii+4>}. */
    public AddressSymbols stored() {
        return address -> at(address).map(place -> "<" + place.text() + ">").orElse("");
    }

    /** As stored, without brackets, for instructions. */
    public SymbolResolver resolver() {
        return address -> at(address).map(SymbolPlace::text);
    }

    /** The name as written in the source, without the offset. */
    public static String readableName(SymbolPlace place) {
        return Demangler.demangle(place.name()).map(SymbolNames::withoutResult).orElse(place.name());
    }

    /** Of instances of function templates the linker's names have the type of the result too, which gdb leaves out. */
    private static String withoutResult(String text) {
        if (text.startsWith("vtable for ") || text.contains("operator")) {
            return text;
        }
        int depth = 0;
        int cut = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(' && depth == 0 && i > cut && text.startsWith("(anonymous namespace)", i)) {
                i += "(anonymous namespace".length();
            } else if (c == '(' && depth == 0) {
                return text.charAt(i - 1) == '>' ? text.substring(cut) : text;
            } else if (c == '<') {
                depth++;
            } else if (c == '>') {
                depth--;
            } else if (c == ' ' && depth == 0) {
                cut = i + 1;
            }
        }
        return text;
    }

    /** The symbol to show: as in gdb none for data without a size, for such symbols mark places and name nothing. */
    private Optional<SymbolPlace> at(long address) {
        return session.target()
                .modules()
                .symbolize(address)
                .filter(place -> place.size() > 0 || place.kind().isCode() || isCode(place));
    }

    private static boolean isCode(SymbolPlace place) {
        return place.module()
                .elf()
                .sectionAt(place.module().toFile(place.start()))
                .filter(Section::isExecutable)
                .isPresent();
    }

    private static String readable(SymbolPlace place) {
        String name = readableName(place);
        return place.offset() == 0 ? name : name + "+" + Long.toUnsignedString(place.offset());
    }
}
