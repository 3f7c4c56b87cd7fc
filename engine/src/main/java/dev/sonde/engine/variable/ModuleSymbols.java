package dev.sonde.engine.variable;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.expression.NearNames;
import dev.sonde.engine.expression.SymbolLookup;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.library.ThreadLocalStorage;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.symbols.SymbolPlace;
import dev.sonde.engine.value.SymbolKind;
import java.util.List;
import java.util.Optional;

/**
 * The symbols of the loaded modules as expressions see them.
 *
 * @param thread whose thread-local variables are meant
 */
public record ModuleSymbols(Modules modules, Optional<InferiorThread> thread) implements SymbolLookup {
    @Override
    public Optional<Symbol> find(String name) {
        return modules.symbolsNamed(name).stream().findFirst().map(this::symbol);
    }

    @Override
    public Optional<Symbol> at(long address) {
        return modules.symbolize(address)
                .map(place -> new Symbol(place.name(), place.start(), place.size(), kind(place)));
    }

    @Override
    public List<String> near(String name) {
        // Only of the executable: a user mistypes the program's own names.
        return NearNames.of(
                name,
                modules.all().stream()
                        .limit(1)
                        .flatMap(executable -> executable.elf().symbols().stream())
                        .filter(symbol -> symbol.isDefined())
                        .map(symbol -> symbol.name()));
    }

    @Override
    public boolean isEmpty() {
        return modules.all().isEmpty();
    }

    private Symbol symbol(SymbolPlace place) {
        SymbolKind kind = kind(place);
        long address = kind == SymbolKind.THREAD_LOCAL ? threadLocal(place) : place.start();
        return new Symbol(place.name(), address, place.size(), kind);
    }

    private static SymbolKind kind(SymbolPlace place) {
        return switch (place.kind()) {
            case CODE -> SymbolKind.TEXT;
            case INDIRECT_CODE -> SymbolKind.INDIRECT_TEXT;
            case DATA -> SymbolKind.DATA;
            case THREAD_LOCAL -> SymbolKind.THREAD_LOCAL;
        };
    }

    private long threadLocal(SymbolPlace place) {
        InferiorThread owner =
                thread.orElseThrow(() -> new DebugException("Cannot read `" + place.name() + "' without registers"));
        return new ThreadLocalStorage(modules)
                .address(place.module(), owner, place.module().toFile(place.start()));
    }
}
