package dev.sonde.disassembler;

import java.util.Optional;

/** Names addresses in formatted instructions, such as the target of a call. */
@FunctionalInterface
public interface SymbolResolver {
    /** Names nothing. */
    SymbolResolver NONE = _ -> Optional.empty();

    /** What is written in angle brackets after {@code address}, such as {@code main+4}, or empty for nothing. */
    Optional<String> nameOf(long address);
}
