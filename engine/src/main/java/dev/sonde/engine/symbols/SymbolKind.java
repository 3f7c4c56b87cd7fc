package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.Symbol;

/** What a symbol stands for. */
public enum SymbolKind {
    /** Instructions. */
    CODE,
    /** Instructions that choose the implementation of a function, {@code STT_GNU_IFUNC}. */
    INDIRECT_CODE,
    /** Data of the process. */
    DATA,
    /** Data of each thread; the symbol's value is an offset, not an address. */
    THREAD_LOCAL;

    /** Whether it is instructions. */
    public boolean isCode() {
        return this == CODE || this == INDIRECT_CODE;
    }

    /** The kind of a symbol of {@code elf}; one without a type, as a label in assembly, is what its section holds. */
    static SymbolKind of(Symbol symbol, ElfFile elf) {
        return switch (symbol.type()) {
            case TLS -> THREAD_LOCAL;
            case FUNC -> CODE;
            case GNU_IFUNC -> INDIRECT_CODE;
            case NOTYPE -> isInCode(symbol, elf) ? CODE : DATA;
            default -> DATA;
        };
    }

    private static boolean isInCode(Symbol symbol, ElfFile elf) {
        int index = symbol.sectionIndex();
        return index > 0
                && index < elf.sections().size()
                && elf.sections().get(index).isExecutable();
    }
}
