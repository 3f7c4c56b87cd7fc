package dev.sonde.engine.target;

import dev.sonde.engine.breakpoint.LocationResolver;
import dev.sonde.engine.symbols.LineRange;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.symbols.SymbolPlace;
import java.util.List;
import java.util.Optional;

/**
 * Where a step that enters functions stops in one: behind its prologue, if it has line information.
 *
 * @param modules what is loaded
 * @param resolver knows prologues
 */
record FunctionEntries(Modules modules, LocationResolver resolver) {
    /**
     * Where to stop after a call of {@code address}; for a stub of the PLT, in each function of its name, for which one it
     * leads to may be found out only now. Empty when the function is to be stepped over.
     */
    List<Long> at(long address) {
        if (hasLine(address)) {
            return List.of(resolver.afterPrologue(address));
        }
        return modules.at(address)
                .flatMap(module -> module.elf().pltStubAt(module.toFile(address)))
                .map(stub -> modules.symbolsNamed(stub.target()).stream()
                        .filter(symbol -> symbol.kind().isCode())
                        .map(SymbolPlace::start)
                        .filter(this::hasLine)
                        .map(resolver::afterPrologue)
                        .distinct()
                        .toList())
                .orElse(List.of());
    }

    private boolean hasLine(long address) {
        Optional<LineRange> row = modules.at(address).flatMap(module -> module.lineAt(address));
        return row.filter(range -> range.line() > 0).isPresent();
    }
}
