package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.elf.Symbol;

/** What a symbol stands for. */
public enum SymbolKind {
    /** Instructions. */
    CODE,
    /** Data of the process. */
    DATA,
    /** Data of each thread; the symbol's value is an offset, not an address. */
    THREAD_LOCAL;

    /** The kind of an ELF symbol; one without a type counts as data unless its section is not known to tell better. */
    static SymbolKind of(Symbol symbol) {
        return switch (symbol.type()) {
            case TLS -> THREAD_LOCAL;
            case FUNC, GNU_IFUNC -> CODE;
            default -> DATA;
        };
    }
}
