package dev.sonde.engine.target;

import dev.sonde.debuginfo.elf.PltStub;
import dev.sonde.engine.breakpoint.LocationResolver;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.symbols.LineRange;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.symbols.SymbolKind;
import dev.sonde.engine.symbols.SymbolPlace;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a step that enters functions stops in one: behind its prologue, if it has line information.
 *
 * @param modules what is loaded
 * @param resolver knows prologues
 * @param memory of the process
 */
record FunctionEntries(Modules modules, LocationResolver resolver, Memory memory) {
    /** A stub leads to another one at most so often. */
    private static final int MAX_STUBS = 4;

    /**
     * Where a call may lead.
     *
     * @param places where to stop; none when the function is to be stepped over
     * @param choosers the resolvers of indirect functions ({@code STT_GNU_IFUNC}), of which one is to be called by the
     *     dynamic loader and will return the function that is meant
     */
    record Entries(List<Long> places, List<Long> choosers) {
        static final Entries NONE = new Entries(List.of(), List.of());

        boolean isEmpty() {
            return places.isEmpty() && choosers.isEmpty();
        }
    }

    /**
     * What a call of {@code address} leads to. A stub of the PLT whose pointer the dynamic loader has not filled in yet
     * leads to any function of its name: which one is found out by the call, in the loader, where nobody wants to stop.
     */
    Entries at(long address) {
        long at = address;
        for (int i = 0; i < MAX_STUBS; i++) {
            if (hasLine(at)) {
                return new Entries(List.of(resolver.afterPrologue(at)), List.of());
            }
            LoadedModule module = modules.at(at).orElse(null);
            PltStub stub = module == null
                    ? null
                    : module.elf().pltStubAt(module.toFile(at)).orElse(null);
            if (module == null || stub == null) {
                return Entries.NONE;
            }
            OptionalLong bound = destination(module, stub);
            if (bound.isEmpty()) {
                return named(stub.target());
            }
            at = bound.getAsLong();
        }
        return Entries.NONE;
    }

    /** What the pointer of a stub holds, unless it still leads through the stub to the loader. */
    private OptionalLong destination(LoadedModule module, PltStub stub) {
        try {
            long address = memory.readLong(module.toProcess(stub.slot()));
            boolean toLoader = modules.at(address).isEmpty()
                    || module.elf()
                            .sectionAt(module.toFile(address))
                            .filter(section -> section.name().startsWith(".plt"))
                            .isPresent();
            return toLoader ? OptionalLong.empty() : OptionalLong.of(address);
        } catch (MemoryFaultException e) {
            return OptionalLong.empty(); // the call will fail, too
        }
    }

    private Entries named(String name) {
        List<SymbolPlace> functions = modules.symbolsNamed(name).stream()
                .filter(symbol -> symbol.kind().isCode())
                .toList();
        return new Entries(
                functions.stream()
                        .filter(symbol -> symbol.kind() != SymbolKind.INDIRECT_CODE)
                        .map(SymbolPlace::start)
                        .filter(this::hasLine)
                        .map(resolver::afterPrologue)
                        .distinct()
                        .toList(),
                functions.stream()
                        .filter(symbol -> symbol.kind() == SymbolKind.INDIRECT_CODE)
                        .map(SymbolPlace::start)
                        .distinct()
                        .toList());
    }

    private boolean hasLine(long address) {
        Optional<LineRange> row = modules.at(address).flatMap(module -> module.lineAt(address));
        return row.filter(range -> range.line() > 0).isPresent();
    }
}
