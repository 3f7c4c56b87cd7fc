package dev.sonde.debuginfo.dwarf;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Where the bytes of a file's sections come from.
 *
 * <p>Implementations return sections as they are after decompression and relocation, the same segment each time, may be
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

    /**
     * A section that may still be being filled, for readers that go through it from its start: bytes below an offset
     * have their content once {@link #await} has returned for that offset.
     *
     * <p>A source that decompresses in the background lets the index be built at the same time with this; for others a
     * section is complete when it is returned.
     *
     * @param name the section's name with its dot
     */
    default Optional<MemorySegment> growingSection(String name) {
        return section(name);
    }

    /**
     * Waits until the bytes of {@link #growingSection} below {@code end} have their content.
     *
     * @param name the section's name with its dot
     * @param end an offset, which may be past the end of the section
     */
    default void await(String name, long end) {}
}
