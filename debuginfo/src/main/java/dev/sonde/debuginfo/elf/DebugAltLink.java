package dev.sonde.debuginfo.elf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * The supplementary file that dwz moved shared debug information to: {@code .gnu_debugaltlink} (dwz(1)), or
 * {@code .debug_sup} (DWARF 5 section 7.3.6), whose checksum is the build-id as dwz writes it.
 *
 * @param fileName its path, absolute or relative to the directory of the file that names it
 * @param buildId the build-id that it must have
 */
public record DebugAltLink(String fileName, BuildId buildId) {
    static final String SECTION = ".gnu_debugaltlink";

    /** DWARF 5 section 7.3.6. */
    static final String DWARF_SECTION = ".debug_sup";

    private static final int VERSION = 5;

    /** The link of {@code .debug_sup}; empty in the supplementary file itself. */
    static Optional<DebugAltLink> readDwarf(MemorySegment bytes) {
        ByteCursor cursor = ByteCursor.of(DWARF_SECTION, bytes);
        int version = cursor.u16();
        if (version != VERSION) {
            throw new FormatException(DWARF_SECTION, 0, "unknown version " + version);
        }
        boolean supplementary = cursor.u8() != 0;
        String fileName = cursor.string();
        MemorySegment checksum = cursor.bytes(cursor.uleb128());
        return supplementary
                ? Optional.empty()
                : Optional.of(new DebugAltLink(fileName, BuildId.of(checksum.toArray(ValueLayout.JAVA_BYTE))));
    }

    /** The checksum by which links find a supplementary file; empty in a file that is none. */
    static Optional<BuildId> ownChecksum(MemorySegment bytes) {
        ByteCursor cursor = ByteCursor.of(DWARF_SECTION, bytes);
        cursor.skip(2);
        boolean supplementary = cursor.u8() != 0;
        cursor.skipString();
        MemorySegment checksum = cursor.bytes(cursor.uleb128());
        return supplementary ? Optional.of(BuildId.of(checksum.toArray(ValueLayout.JAVA_BYTE))) : Optional.empty();
    }

    static DebugAltLink read(MemorySegment bytes) {
        ByteCursor cursor = ByteCursor.of(SECTION, bytes);
        String fileName = cursor.string();
        return new DebugAltLink(
                fileName, BuildId.of(cursor.bytes(cursor.remaining()).toArray(ValueLayout.JAVA_BYTE)));
    }
}
