package dev.sonde.engine.library;

import dev.sonde.engine.symbols.LoadedModule;
import java.util.Optional;

/** A shared library that is loaded. */
public final class SharedLibrary {
    private final String name;
    private final LinkMap linkMap;
    private final Optional<LoadedModule> module;
    private boolean symbolsRead;

    SharedLibrary(String name, LinkMap linkMap, Optional<LoadedModule> module, boolean symbolsRead) {
        this.name = name;
        this.linkMap = linkMap;
        this.module = module;
        this.symbolsRead = symbolsRead;
    }

    /** The path by which the dynamic loader found it. */
    public String name() {
        return name;
    }

    /** Its file; empty when it cannot be found. */
    public Optional<LoadedModule> module() {
        return module;
    }

    /** Whether its symbols are among those that names are looked up in. */
    public boolean isSymbolsRead() {
        return symbolsRead && module.isPresent();
    }

    void setSymbolsRead(boolean read) {
        symbolsRead = read;
    }

    LinkMap linkMap() {
        return linkMap;
    }

    @Override
    public String toString() {
        return name;
    }
}
