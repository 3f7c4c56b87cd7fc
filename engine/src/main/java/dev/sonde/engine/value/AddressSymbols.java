package dev.sonde.engine.value;

/** The symbols that are written behind addresses. */
@FunctionalInterface
public interface AddressSymbols {
    /** No symbols. */
    AddressSymbols NONE = _ -> "";

    /** The text such as {@code <main+4>} for an address, empty if there is no symbol. */
    String text(long address);
}
