package dev.sonde.debuginfo.dwarf;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Where the bytes of a file's sections come from.
 *
 * <p>Implementations return sections as they are after decompression and relocation, the same bytes each time, may be
 * called from several threads, and answer empty for a section that the file lacks.
 */
@FunctionalInterface
public interface SectionSource {
    /**
     * The content of a section.
     *
     * @param name the section's name with its dot, such as {@code .debug_info}
     */
    Optional<MemorySegment> section(String name);
}
