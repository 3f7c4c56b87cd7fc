package dev.sonde.debuginfo.elf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * The supplementary file that dwz moved shared debug information to: {@code .gnu_debugaltlink} (dwz(1)) or
 * {@code .debug_sup} (DWARF 5 section 7.3.6).
 *
 * @param fileName its path, absolute or relative to the directory of the file that names it
 * @param buildId the build-id, or what {@code .debug_sup} calls checksum, that it must have
 */
public record DebugAltLink(String fileName, BuildId buildId) {
    static final String SECTION = ".gnu_debugaltlink";

    static final String STANDARD_SECTION = ".debug_sup";
    private static final int VERSION = 5;

    static DebugAltLink read(MemorySegment bytes) {
        ByteCursor cursor = ByteCursor.of(SECTION, bytes);
        String fileName = cursor.string();
        return new DebugAltLink(
                fileName, BuildId.of(cursor.bytes(cursor.remaining()).toArray(ValueLayout.JAVA_BYTE)));
    }

    /** What {@code .debug_sup} of a file that needs another says; empty in the other. */
    static Optional<DebugAltLink> readStandard(MemorySegment bytes) {
        Standard section = Standard.read(bytes);
        return section.supplementary()
                ? Optional.empty()
                : Optional.of(new DebugAltLink(section.fileName, section.checksum));
    }

    /** What {@code .debug_sup} of a supplementary file says that it is; empty in a file that needs one. */
    static Optional<BuildId> checksum(MemorySegment bytes) {
        Standard section = Standard.read(bytes);
        return section.supplementary() ? Optional.of(section.checksum) : Optional.empty();
    }

    private record Standard(boolean supplementary, String fileName, BuildId checksum) {
        static Standard read(MemorySegment bytes) {
            ByteCursor cursor = ByteCursor.of(STANDARD_SECTION, bytes);
            int version = cursor.u16();
            if (version != VERSION) {
                throw new FormatException(STANDARD_SECTION, 0, "version " + version + " is not known");
            }
            boolean supplementary = cursor.u8() != 0;
            String fileName = cursor.string();
            return new Standard(
                    supplementary,
                    fileName,
                    BuildId.of(cursor.bytes(cursor.uleb128()).toArray(ValueLayout.JAVA_BYTE)));
        }
    }
}
