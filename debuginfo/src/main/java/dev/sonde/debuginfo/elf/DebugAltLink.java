package dev.sonde.debuginfo.elf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The supplementary file that dwz moved shared debug information to: {@code .gnu_debugaltlink} (dwz(1); DWARF 5 section
 * 7.3.6 has the same idea).
 *
 * @param fileName its path, absolute or relative to the directory of the file that names it
 * @param buildId the build-id that it must have
 */
public record DebugAltLink(String fileName, BuildId buildId) {
    static final String SECTION = ".gnu_debugaltlink";

    static DebugAltLink read(MemorySegment bytes) {
        ByteCursor cursor = ByteCursor.of(SECTION, bytes);
        String fileName = cursor.string();
        return new DebugAltLink(
                fileName, BuildId.of(cursor.bytes(cursor.remaining()).toArray(ValueLayout.JAVA_BYTE)));
    }
}
