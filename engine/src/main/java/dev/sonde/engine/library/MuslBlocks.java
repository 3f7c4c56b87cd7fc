package dev.sonde.engine.library;

import dev.sonde.debuginfo.elf.ElfConstants;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.Modules;
import java.util.List;
import java.util.OptionalLong;

/**
 * The thread-local blocks of one thread in musl, which gives numbers to the modules that have some in the order in which it
 * loads them, unloads none, and allocates every block at once.
 *
 * <p>Source: musl's {@code ldso/dynlink.c} and {@code src/internal/pthread_impl.h}, since release 1.1.21: the thread pointer
 * leads to a structure whose second word is the vector of the blocks, whose first word is their number.
 */
final class MuslBlocks implements ThreadLocalStorage.Blocks {
    private static final String LOADER_ENTRY = "_dlstart";

    private final Modules modules;
    private final Memory memory;
    private final long pointer;

    MuslBlocks(Modules modules, Memory memory, long pointer) {
        this.modules = modules;
        this.memory = memory;
        this.pointer = pointer;
    }

    /** Whether the C library among {@code modules} is musl. */
    static boolean isMusl(Modules modules) {
        return modules.all().stream()
                .anyMatch(module -> !module.symbolsNamed(LOADER_ENTRY).isEmpty());
    }

    @Override
    public OptionalLong block(LoadedModule module) {
        List<LoadedModule> numbered =
                modules.all().stream().filter(MuslBlocks::hasBlock).toList();
        long number = numbered.indexOf(module) + 1L;
        long vector = memory.readLong(pointer + Long.BYTES);
        if (number == 0 || Long.compareUnsigned(number, memory.readLong(vector)) > 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(memory.readLong(vector + number * Long.BYTES));
    }

    private static boolean hasBlock(LoadedModule module) {
        return module.elf().segments().stream().anyMatch(segment -> segment.type() == ElfConstants.PT_TLS);
    }
}
