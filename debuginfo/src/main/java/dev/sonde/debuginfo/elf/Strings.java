package dev.sonde.debuginfo.elf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Strings of a string table (gABI chapter 4, "String Table"), tolerant of a last string that is not terminated. */
final class Strings {
    private Strings() {}

    /** The length in bytes of the string at {@code offset}, which must lie in the table. */
    static int length(MemorySegment table, long offset) {
        long end = Math.min(table.byteSize(), offset + Integer.MAX_VALUE - 16);
        long at = offset;
        while (at < end && table.get(ValueLayout.JAVA_BYTE, at) != 0) {
            at++;
        }
        return (int) (at - offset);
    }

    /** The string at {@code offset}, absent if the table does not reach that far. */
    static Optional<String> at(MemorySegment table, long offset) {
        if (offset < 0 || offset >= table.byteSize()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[length(table, offset)];
        MemorySegment.copy(table, ValueLayout.JAVA_BYTE, offset, bytes, 0, bytes.length);
        return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }

    /** The string at {@code offset}, or readelf's mark for one that the table does not hold. */
    static String orCorrupt(MemorySegment table, long offset) {
        return at(table, offset).orElse("<corrupt>");
    }
}
