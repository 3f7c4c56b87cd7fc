package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.demangle.DemangleOptions;
import dev.sonde.debuginfo.demangle.Demangler;
import dev.sonde.debuginfo.elf.Symbol;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds where functions are defined by symbol tables alone, which is much sooner than by an index of the debugging
 * information. Copies that were inlined have no symbols.
 */
final class DefinitionSearch {
    private static final String MANGLED = "_Z";

    private final String name;
    /** How the name itself is written within a mangled one (Itanium C++ ABI section 5.1.2). */
    private final String mangledPart;

    /** @param name with scopes or without, but with neither template arguments nor parameters */
    DefinitionSearch(String name) {
        this.name = name;
        String last = name.substring(name.lastIndexOf(':') + 1);
        mangledPart = last.length() + last;
    }

    /** The file addresses of the functions among {@code symbols} that have the name, each once. */
    List<Long> among(Stream<Symbol> symbols) {
        return symbols.filter(symbol -> symbol.isDefined() && symbol.type() == Symbol.Type.FUNC)
                .filter(symbol -> isNamed(symbol.name()))
                .map(Symbol::value)
                .distinct()
                .toList();
    }

    private boolean isNamed(String symbol) {
        if (!symbol.startsWith(MANGLED)) {
            return symbol.equals(name);
        }
        return symbol.contains(mangledPart)
                && Demangler.demangle(symbol, DemangleOptions.NAME_ONLY)
                        .filter(full -> full.equals(name) || full.endsWith("::" + name))
                        .isPresent();
    }
}
