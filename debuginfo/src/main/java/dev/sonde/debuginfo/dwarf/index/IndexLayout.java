package dev.sonde.debuginfo.dwarf.index;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The layout of an index, in memory and in a file: a header and five tables of little-endian numbers.
 *
 * <pre>
 * header   magic u64, version u32, unit count u32, checksum u64 of all that follows the header,
 *          size u64 of .debug_info, then u32 each: names, bucket bits, scopes, entries, bytes of strings; padding
 * buckets  u32 first name, for each value of the upper bits of a hash, and one more
 * names    u32 hash without template arguments, u32 offset in the strings, u32 first entry; and one more
 * scopes   u32 parent, u32 name, u32 flags; the first one is the outermost
 * entries  u32 unit, u32 part of the unit and kind, u32 offset in the unit, u32 scope; grouped by name
 * strings  UTF-8, each ended by a zero
 * </pre>
 */
final class IndexLayout {
    static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    static final long MAGIC = 0x5844_4945_444e_4f53L; // "SONDEIDX"
    static final int VERSION = 2;

    static final int MAGIC_AT = 0;
    static final int VERSION_AT = 8;
    static final int UNITS_AT = 12;
    static final int CHECKSUM_AT = 16;
    static final int INFO_SIZE_AT = 24;
    static final int NAMES_AT = 32;
    static final int BUCKET_BITS_AT = 36;
    static final int SCOPES_AT = 40;
    static final int ENTRIES_AT = 44;
    static final int STRINGS_AT = 48;
    static final int HEADER_SIZE = 64;

    static final int NAME_SIZE = 12;
    static final int SCOPE_SIZE = 12;
    static final int ENTRY_SIZE = 16;

    /** The name of a scope that has none. */
    static final int NO_NAME = -1;

    static final int KIND_BITS = 3;

    private IndexLayout() {}

    /** The hash of a name without its template arguments, so that they need not be said. */
    static int baseHash(byte[] bytes, int start, int end) {
        int hash = 0x811c_9dc5;
        for (int i = start; i < end; i++) {
            // Operators, and names that are nothing but brackets, keep theirs.
            if (bytes[i] == '<' && i > start && !isOperator(bytes, start)) {
                break;
            }
            hash = (hash ^ (bytes[i] & 0xff)) * 0x0100_0193;
        }
        hash ^= hash >>> 15;
        hash *= 0x2c1b_3c6d;
        return hash ^ (hash >>> 13);
    }

    private static boolean isOperator(byte[] bytes, int start) {
        String word = "operator";
        if (bytes.length - start < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[start + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
