package dev.sonde.engine.value;

/** What a symbol table says of a symbol (ELF gABI, {@code st_info}). */
public enum SymbolKind {
    /** A function or a label in code. */
    TEXT("<text variable, no debug info>"),
    /** A function that chooses the implementation, {@code STT_GNU_IFUNC}. */
    INDIRECT_TEXT("<text gnu-indirect-function variable, no debug info>"),
    /** A variable. */
    DATA("<data variable, no debug info>"),
    /** A variable of which each thread has its own, {@code STT_TLS}. */
    THREAD_LOCAL("<thread local variable, no debug info>");

    private final String typeName;

    SymbolKind(String typeName) {
        this.typeName = typeName;
    }

    /** What stands for the name of its type, as gdb words it. */
    public String typeName() {
        return typeName;
    }

    /** Whether the symbol is code. */
    public boolean isText() {
        return this == TEXT || this == INDIRECT_TEXT;
    }
}
