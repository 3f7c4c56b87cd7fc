package dev.sonde.debuginfo.elf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Which symbols have a name: a hash table over the bytes of the string table, without a Java string per symbol.
 *
 * <p>Buckets are chains in two int arrays, so that building is linear even if every symbol has the same name.
 */
final class NameIndex {
    private static final int END = -1;

    private final MemorySegment strings;
    private final int[] nameOffsets;
    private final int[] heads;
    private final int[] next;

    /** @param nameOffsets for each symbol the offset of its name, or -1 for a symbol that is not to be found */
    NameIndex(MemorySegment strings, int[] nameOffsets) {
        this.strings = strings;
        this.nameOffsets = nameOffsets;
        heads = new int[Integer.highestOneBit(Math.max(nameOffsets.length, 1)) * 2];
        next = new int[nameOffsets.length];
        Arrays.fill(heads, END);
        // Backwards, so that a chain lists symbols in the order of the table.
        for (int symbol = nameOffsets.length - 1; symbol >= 0; symbol--) {
            if (nameOffsets[symbol] >= 0) {
                int bucket = bucket(hash(nameOffsets[symbol]));
                next[symbol] = heads[bucket];
                heads[bucket] = symbol;
            }
        }
    }

    /** The indexes of the symbols called {@code name}, in the order of the table. */
    int[] find(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        int hash = 0;
        for (byte b : bytes) {
            hash = hash * 31 + b;
        }
        int[] found = new int[4];
        int count = 0;
        for (int symbol = heads[bucket(hash)]; symbol != END; symbol = next[symbol]) {
            if (equals(nameOffsets[symbol], bytes)) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = symbol;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private int hash(int offset) {
        int hash = 0;
        long end = strings.byteSize();
        for (long at = offset; at < end; at++) {
            byte b = strings.get(ValueLayout.JAVA_BYTE, at);
            if (b == 0) {
                break;
            }
            hash = hash * 31 + b;
        }
        return hash;
    }

    private int bucket(int hash) {
        int mixed = hash * 0x9e3779b9;
        return (mixed ^ mixed >>> 15) & heads.length - 1;
    }

    private boolean equals(int offset, byte[] name) {
        if (name.length > strings.byteSize() - offset) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (strings.get(ValueLayout.JAVA_BYTE, (long) offset + i) != name[i]) {
                return false;
            }
        }
        long end = (long) offset + name.length;
        return end == strings.byteSize() || strings.get(ValueLayout.JAVA_BYTE, end) == 0;
    }
}
