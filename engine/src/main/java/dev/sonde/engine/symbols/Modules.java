package dev.sonde.engine.symbols;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Where the instruction at {@code pc} comes from in the source: in the innermost function, if one was inlined. */
    public Optional<SourceLocation> sourceAt(long pc) {
        return at(pc).flatMap(module -> module.sourceFrames(pc).stream().findFirst());
    }

    /** The row of a line table that holds for {@code pc}. */
    public Optional<LineRange> lineAt(long pc) {
        return at(pc).flatMap(module -> module.lineAt(pc));
    }

    /** The first row of a line table at {@code pc}, which another one of the same address may hide from {@link #lineAt}. */
    public Optional<LineRange> firstRowAt(long pc) {
        return at(pc).flatMap(module -> module.firstRowAt(pc));
    }

    /**
     * The rows where the code of a line starts, one for each function that has some of it. A line without code stands for
     * the next one that has some.
     *
     * @param file the name of the file, or the end of its path
     */
    public List<LineRange> linesAt(String file, int line) {
        return new LineSearch(this, file, line).find();
    }

    /** Whether any code comes from a source file of this name, or with this end of its path. */
    public boolean hasFile(String file) {
        return all.stream().anyMatch(module -> module.sourceWithFile(file).isPresent());
    }

    /**
     * Every copy of the functions that {@code name} means: overloads, instances of templates, and those that were inlined
     * somewhere. Functions without debugging information are known by their symbols alone.
     *
     * @param name the name, perhaps with scopes, template arguments and parameters
     */
    public List<FunctionPlace> functionsNamed(String name) {
        Map<Long, FunctionPlace> found = new LinkedHashMap<>();
        // The symbol tables are sorted while the debugging information is read.
        all.forEach(module -> module.readNames(name));
        List<List<SymbolPlace>> symbols =
                all.stream().map(module -> module.symbolsNamed(name)).toList();
        for (int i = 0; i < all.size(); i++) {
            LoadedModule module = all.get(i);
            for (FunctionPlace place : module.functionsNamed(name)) {
                found.putIfAbsent(place.address(), place);
            }
            for (SymbolPlace symbol : symbols.get(i)) {
                if (symbol.kind().isCode()) {
                    found.putIfAbsent(symbol.start(), new FunctionPlace(module, symbol.start(), false));
                }
            }
        }
        return List.copyOf(found.values());
    }

    /**
     * The entries of the functions called {@code name} that have symbols. Unlike {@link #functionsNamed} it waits for no
     * index, and knows nothing of inlined copies.
     *
     * @param name the name, perhaps with scopes, but with neither template arguments nor parameters
     */
    public List<Long> definitionsNamed(String name) {
        return all.stream()
                .flatMap(module -> module.definitionsNamed(name).stream())
                .toList();
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
