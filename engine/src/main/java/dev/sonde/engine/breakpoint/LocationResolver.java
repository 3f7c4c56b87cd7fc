package dev.sonde.engine.breakpoint;

import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.symbols.SymbolKind;
import dev.sonde.engine.symbols.SymbolPlace;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;

/**
 * Turns what a user wrote into addresses.
 *
 * @param modules what is loaded
 * @param memory the process's memory; empty before it runs, when code is read from the files
 */
public record LocationResolver(Modules modules, Optional<Memory> memory) {
    /** The addresses that {@code spec} means, each once, in order; none when nothing that is loaded has it. */
    public List<Long> resolve(LocationSpec spec) {
        return switch (spec) {
            case LocationSpec.Address(long address) -> List.of(address);
            case LocationSpec.InExecutable(long fileAddress) -> List.of(inExecutable(fileAddress));
            case LocationSpec.Function(String name) ->
                modules.symbolsNamed(name).stream()
                        .filter(symbol -> symbol.kind() == SymbolKind.CODE)
                        .map(this::afterPrologue)
                        .distinct()
                        .sorted(Long::compareUnsigned)
                        .toList();
        };
    }

    /** The address of something in the executable that has this address in its file, if it lies in there at all. */
    public long inExecutable(long fileAddress) {
        if (modules.all().isEmpty()) {
            return fileAddress;
        }
        LoadedModule executable = modules.all().getFirst();
        long address = executable.toProcess(fileAddress);
        return executable.contains(address) ? address : fileAddress;
    }

    private long afterPrologue(SymbolPlace symbol) {
        return Prologue.end(symbol.start(), address -> code(symbol.module(), address));
    }

    private byte[] code(LoadedModule module, long address) {
        return memory.map(m -> m.readUpTo(address, Prologue.length()))
                .orElseGet(() -> module.elf()
                        .bytesFrom(module.toFile(address))
                        .map(bytes -> firstOf(bytes))
                        .orElse(new byte[0]));
    }

    private static byte[] firstOf(MemorySegment bytes) {
        return bytes.asSlice(0, Math.min(Prologue.length(), bytes.byteSize())).toArray(ValueLayout.JAVA_BYTE);
    }
}
