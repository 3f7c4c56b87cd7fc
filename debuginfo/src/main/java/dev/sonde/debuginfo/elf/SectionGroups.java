package dev.sonde.debuginfo.elf;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/**
 * Sections of one name in a file that has not been linked.
 *
 * <p>Source: gABI chapter 4, "Section Groups"; DWARF 5 appendix E.1, which puts each type unit in a group of its own.
 */
final class SectionGroups {
    private SectionGroups() {}

    /** The contents of all sections of a name, one behind the other; a single one is not copied. */
    static Optional<MemorySegment> join(ElfFile elf, String name) {
        List<MemorySegment> parts = elf.sections().stream()
                .filter(section -> section.name().equals(name) && !section.isNoBits())
                .map(elf::contents)
                .toList();
        if (parts.size() < 2) {
            return parts.stream().findFirst();
        }
        MemorySegment whole = Arena.ofAuto()
                .allocate(parts.stream().mapToLong(MemorySegment::byteSize).sum());
        long at = 0;
        for (MemorySegment part : parts) {
            MemorySegment.copy(part, 0, whole, at, part.byteSize());
            at += part.byteSize();
        }
        return Optional.of(whole.asReadOnly());
    }
}
