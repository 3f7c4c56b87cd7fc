package dev.sonde.engine.symbols;

import java.util.List;
import java.util.Optional;

/**
 * The modules of a process as of one stop, in the order in which names are looked up: the executable first.
 *
 * @param all every module
 */
public record Modules(List<LoadedModule> all) {
    public Modules {
        all = List.copyOf(all);
    }

    /** No modules. */
    public static Modules none() {
        return new Modules(List.of());
    }

    /** The module in which {@code address} lies. */
    public Optional<LoadedModule> at(long address) {
        return all.stream().filter(module -> module.contains(address)).findFirst();
    }

    /** {@code address} in terms of the symbol that it lies in. */
    public Optional<SymbolPlace> symbolize(long address) {
        return at(address).flatMap(module -> module.symbolAt(address));
    }

    /**
     * The symbols called exactly {@code name} in every module. Debug files are read only for a name that no file has by
     * itself: a library's takes longer to read than a program to start.
     */
    public List<SymbolPlace> symbolsNamed(String name) {
        List<SymbolPlace> found = all.stream()
                .flatMap(module -> module.symbolsNamed(name).stream())
                .toList();
        return found.isEmpty()
                ? all.stream()
                        .flatMap(module -> module.strippedSymbolsNamed(name).stream())
                        .toList()
                : found;
    }
}
