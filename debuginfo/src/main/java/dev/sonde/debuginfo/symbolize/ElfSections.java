package dev.sonde.debuginfo.symbolize;

import dev.sonde.debuginfo.dwarf.SectionSource;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.GrowingSection;
import dev.sonde.debuginfo.elf.SectionStore;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sections of an ELF file for readers of DWARF. Those that are compressed are decompressed in the background while
 * they are read from their start, and may be kept in a {@link SectionStore} for the next time. Thread-safe.
 */
public final class ElfSections implements SectionSource {
    private final ElfFile elf;
    private final Optional<SectionStore> store;
    private final Map<String, Optional<GrowingSection>> growing = new ConcurrentHashMap<>();

    private ElfSections(ElfFile elf, Optional<SectionStore> store) {
        this.elf = elf;
        this.store = store;
    }

    /** The sections of {@code elf}, decompressed in memory. */
    public static ElfSections of(ElfFile elf) {
        return new ElfSections(elf, Optional.empty());
    }

    /** The sections of {@code elf}, decompressed into {@code store}. */
    public static ElfSections kept(ElfFile elf, SectionStore store) {
        return new ElfSections(elf, Optional.of(store));
    }

    @Override
    public Optional<MemorySegment> section(String name) {
        Optional<GrowingSection> section = growing(name);
        return section.isPresent() ? section.map(GrowingSection::complete) : elf.contents(name);
    }

    @Override
    public Optional<MemorySegment> growingSection(String name) {
        Optional<GrowingSection> section = growing(name);
        return section.isPresent() ? section.map(GrowingSection::bytes) : elf.contents(name);
    }

    @Override
    public void await(String name, long end) {
        growing(name).ifPresent(section -> section.await(end));
    }

    @Override
    public boolean isComplete(String name) {
        return growing(name).map(GrowingSection::isComplete).orElse(true);
    }

    @Override
    public void read(String name, long offset, byte[] target, int length) {
        Optional<GrowingSection> section = growing(name);
        if (section.isPresent()) {
            section.get().read(offset, target, length);
        } else {
            SectionSource.super.read(name, offset, target, length);
        }
    }

    private Optional<GrowingSection> growing(String name) {
        Optional<GrowingSection> known = growing.get(name);
        return known != null ? known : growing.computeIfAbsent(name, n -> elf.growing(n, store));
    }
}
