package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.elf.ElfConstants;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.Segment;
import java.util.OptionalLong;

/**
 * An ELF file with segments to load, and where what was stripped from it may be. Several modules may be made of one: what
 * was read of it is shared. Thread-safe.
 */
public final class ModuleFile {
    private final ElfFile elf;
    private final DebugFile debugFile;

    ModuleFile(ElfFile elf, DebugFile debugFile) {
        this.elf = elf;
        this.debugFile = debugFile;
    }

    /** A file that is not on disk, and so has no separate debug file. */
    public static ModuleFile inMemory(ElfFile elf) {
        return new ModuleFile(elf, DebugFile.none(elf));
    }

    /** The file. */
    public ElfFile elf() {
        return elf;
    }

    /** The file address of the first byte that is loaded. */
    public long lowest() {
        return elf.segments().stream()
                .filter(segment -> segment.type() == ElfConstants.PT_LOAD)
                .mapToLong(Segment::address)
                .min()
                .orElse(0);
    }

    private long highest() {
        return elf.segments().stream()
                .filter(segment -> segment.type() == ElfConstants.PT_LOAD)
                .mapToLong(segment -> segment.address() + segment.memorySize())
                .max()
                .orElse(0);
    }

    /**
     * The file as it is loaded with {@code bias} added to its addresses.
     *
     * @param name what the process calls it
     * @param linkMap the address of its entry in the dynamic loader's list, if it has one
     */
    public LoadedModule at(String name, long bias, OptionalLong linkMap) {
        return new LoadedModule(name, elf, debugFile, bias, lowest() + bias, highest() + bias, linkMap);
    }
}
