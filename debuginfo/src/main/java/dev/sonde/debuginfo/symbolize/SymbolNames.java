package dev.sonde.debuginfo.symbolize;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.elf.DebugFileSearch;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.Section;
import dev.sonde.debuginfo.elf.Symbol;
import dev.sonde.debuginfo.elf.SymbolTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What the symbol tables of a program and of its separate debug file say of an address. Thread-safe.
 *
 * <p>Source: gABI chapter 4, "Symbol Table", for what a symbol of type {@code STT_FILE} says of the local ones after it.
 */
final class SymbolNames {
    /** A name as the table has it, and the source file's bare name if the table tells. */
    record Named(String name, Optional<String> file) {}

    private final DebugFiles files;
    private final Diagnostics diagnostics;
    private final ConcurrentHashMap<SymbolTable, Map<Symbol, String>> sources = new ConcurrentHashMap<>();

    SymbolNames(DebugFiles files, Diagnostics diagnostics) {
        this.files = files;
        this.diagnostics = diagnostics;
    }

    /** The function, else the other symbol, that holds a file address. */
    Optional<Named> at(long address) {
        ElfFile elf = files.elf();
        return reading(() -> in(elf.symbols(), elf, address))
                .or(() -> files.separate()
                        .map(DebugFileSearch.Found::file)
                        .flatMap(file -> reading(() -> in(file.symbols(), elf, address))))
                .or(() ->
                        reading(() -> elf.symbolAt(address).map(symbol -> new Named(symbol.name(), Optional.empty()))));
    }

    private Optional<Named> reading(Supplier<Optional<Named>> table) {
        try {
            return table.get();
        } catch (FormatException e) {
            diagnostics.add(e);
            return Optional.empty();
        }
    }

    private Optional<Named> in(SymbolTable table, ElfFile elf, long address) {
        Optional<Symbol> symbol = elf.isRelocatable() ? inObject(table, elf, address) : table.at(address);
        return symbol.map(found -> new Named(
                found.name(),
                Optional.ofNullable(
                        sources.computeIfAbsent(table, SymbolNames::sourcesOf).get(found))));
    }

    private static Optional<Symbol> inObject(SymbolTable table, ElfFile elf, long offset) {
        return elf.sections().stream()
                .filter(Section::isExecutable)
                .filter(section -> Long.compareUnsigned(offset, section.size()) < 0)
                .findFirst()
                .flatMap(section -> table.at(section, offset));
    }

    /** The file of each local symbol that code or data has: the symbol of type {@code STT_FILE} before it. */
    private static Map<Symbol, String> sourcesOf(SymbolTable table) {
        Map<Symbol, String> result = new HashMap<>();
        String file = "";
        for (int i = 1; i < table.size(); i++) {
            Symbol symbol = table.get(i);
            if (symbol.type() == Symbol.Type.FILE) {
                file = symbol.name();
            } else if (symbol.binding() != Symbol.Binding.LOCAL) {
                file = "";
            } else if (!file.isEmpty() && symbol.type() != Symbol.Type.SECTION) {
                result.put(symbol, file);
            }
        }
        return result;
    }
}
