package dev.sonde.debuginfo.dwarf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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

    /** Whether all of a section has its content, so that {@link #await} never waits. */
    default boolean isComplete(String name) {
        return true;
    }

    /**
     * Copies a part of {@link #growingSection}, once it has its content; for readers that want all of a large section
     * once and nothing to stay.
     *
     * @param name the section's name with its dot
     * @param offset where the part starts
     * @param target what it is copied to, from its start
     * @param length how long it is
     * @throws IndexOutOfBoundsException when it is not inside the section
     */
    default void read(String name, long offset, byte[] target, int length) {
        await(name, offset + length);
        MemorySegment section = growingSection(name).orElse(MemorySegment.NULL);
        MemorySegment.copy(section, ValueLayout.JAVA_BYTE, offset, target, 0, length);
    }
}
