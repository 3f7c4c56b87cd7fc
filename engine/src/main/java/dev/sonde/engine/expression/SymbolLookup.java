package dev.sonde.engine.expression;

import dev.sonde.engine.value.SymbolKind;
import java.util.List;
import java.util.Optional;

/** The symbols that expressions can name. */
public interface SymbolLookup {
    /**
     * A symbol.
     *
     * @param name as it is to be shown, demangled where it can be
     * @param address of its first byte; for a thread-local one, in the selected thread
     * @param size bytes, 0 if the table does not say
     * @param kind what the table says it is
     */
    record Symbol(String name, long address, long size, SymbolKind kind) {}

    /**
     * The symbol with this name.
     *
     * @throws dev.sonde.engine.error.DebugException if it exists but has no address now, such as a thread-local one
     *     without a thread
     */
    Optional<Symbol> find(String name);

    /** The symbol that covers an address, or the nearest one before it in the same section. */
    Optional<Symbol> at(long address);

    /** Names that a user may have meant by one that does not exist, the nearest first. */
    List<String> near(String name);

    /** Whether there are any symbols at all. */
    boolean isEmpty();
}
