package dev.sonde.engine.symbols;

/**
 * An address of a process in terms of a symbol.
 *
 * @param module where the symbol is defined
 * @param name its name, as stored
 * @param start its address in the process
 * @param size its size in bytes, 0 if unknown
 * @param kind what it stands for
 * @param address the address that was asked for, at or after {@code start}
 */
public record SymbolPlace(LoadedModule module, String name, long start, long size, SymbolKind kind, long address) {
    /** How far into the symbol the address is, in bytes. */
    public long offset() {
        return address - start;
    }

    /** The symbol and the offset, such as {@code main} or {@code main+4}. */
    public String text() {
        return offset() == 0 ? name : name + "+" + Long.toUnsignedString(offset());
    }
}
