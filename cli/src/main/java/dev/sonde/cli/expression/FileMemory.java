package dev.sonde.cli.expression;

import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.Modules;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * The memory of a program that does not run: what its file says it will be.
 *
 * @param modules the program's file
 */
public record FileMemory(Modules modules) implements Memory {
    @Override
    public long read(long address, MemorySegment into) {
        Optional<LoadedModule> module = modules.at(address);
        if (module.isEmpty()) {
            return 0;
        }
        Optional<MemorySegment> bytes =
                module.get().elf().bytesFrom(module.get().toFile(address));
        if (bytes.isEmpty()) {
            return 0;
        }
        long length = Math.min(into.byteSize(), bytes.get().byteSize());
        MemorySegment.copy(bytes.get(), 0, into, 0, length);
        return length;
    }

    /** Writes nothing: files are not changed. */
    @Override
    public long write(long address, MemorySegment from) {
        return 0;
    }
}
