package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.elf.ElfConstants;
import dev.sonde.debuginfo.elf.Segment;
import dev.sonde.engine.inferior.Memory;
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
        long done = 0;
        while (done < into.byteSize()) {
            long length = readSome(address + done, into.asSlice(done));
            if (length == 0) {
                break;
            }
            done += length;
        }
        return done;
    }

    private long readSome(long address, MemorySegment into) {
        Optional<LoadedModule> module = modules.at(address);
        if (module.isEmpty()) {
            return 0;
        }
        long fileAddress = module.get().toFile(address);
        Optional<MemorySegment> bytes = module.get().elf().bytesFrom(fileAddress);
        if (bytes.isPresent()) {
            long length = Math.min(into.byteSize(), bytes.get().byteSize());
            MemorySegment.copy(bytes.get(), 0, into, 0, length);
            return length;
        }
        // What the file does not have of a segment will be zero, such as .bss.
        for (Segment segment : module.get().elf().segments()) {
            if (segment.type() == ElfConstants.PT_LOAD && segment.contains(fileAddress)) {
                long length = Math.min(into.byteSize(), segment.address() + segment.memorySize() - fileAddress);
                into.asSlice(0, length).fill((byte) 0);
                return length;
            }
        }
        return 0;
    }

    /** Writes nothing: files are not changed. */
    @Override
    public long write(long address, MemorySegment from) {
        return 0;
    }
}
