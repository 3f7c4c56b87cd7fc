package dev.sonde.debuginfo.fuzz;

import dev.sonde.debuginfo.dwarf.Bytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** Several sections in one input: each but the last has its length before it, in two bytes. */
final class Parts {
    private Parts() {}

    /** Any input is valid: a length that is too great means the rest. */
    static List<MemorySegment> split(byte[] data, int count) {
        MemorySegment rest = MemorySegment.ofArray(data).asReadOnly();
        var parts = new ArrayList<MemorySegment>();
        while (parts.size() < count - 1) {
            long start = Math.min(2, rest.byteSize());
            int length = 0;
            for (int i = 0; i < start; i++) {
                length |= (rest.get(ValueLayout.JAVA_BYTE, i) & 0xff) << (8 * i);
            }
            long end = Math.min(start + length, rest.byteSize());
            parts.add(rest.asSlice(start, end - start));
            rest = rest.asSlice(end);
        }
        parts.add(rest);
        return parts;
    }

    static byte[] join(byte[]... parts) {
        var joined = new Bytes();
        for (int i = 0; i < parts.length; i++) {
            if (i < parts.length - 1) {
                joined.u16(parts[i].length);
            }
            joined.bytes(parts[i]);
        }
        return joined.toArray();
    }
}
