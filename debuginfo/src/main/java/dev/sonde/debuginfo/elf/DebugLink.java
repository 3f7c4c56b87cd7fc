package dev.sonde.debuginfo.elf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import java.lang.foreign.MemorySegment;

/**
 * Where a stripped file says its debug information is: {@code .gnu_debuglink} (GDB manual, "Separate Debug Files").
 *
 * @param fileName the debug file's name, without a directory
 * @param crc the CRC-32 of the whole debug file, unsigned
 */
public record DebugLink(String fileName, long crc) {
    static final String SECTION = ".gnu_debuglink";

    static DebugLink read(MemorySegment bytes) {
        ByteCursor cursor = ByteCursor.of(SECTION, bytes);
        String fileName = cursor.string();
        cursor.seek(Math.min(cursor.position() + 3 & -4L, cursor.end()));
        return new DebugLink(fileName, cursor.u32());
    }
}
