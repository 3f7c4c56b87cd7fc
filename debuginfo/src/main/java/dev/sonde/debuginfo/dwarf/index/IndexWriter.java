package dev.sonde.debuginfo.dwarf.index;

import static dev.sonde.debuginfo.dwarf.index.IndexLayout.*;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Lays out what was joined as {@link IndexLayout} says. */
final class IndexWriter {
    private static final int NAME_FIELDS = NAME_SIZE / Integer.BYTES;
    private static final int SCOPE_FIELDS = SCOPE_SIZE / Integer.BYTES;
    private static final int ENTRY_FIELDS = ENTRY_SIZE / Integer.BYTES;

    private final IndexMerger found;
    private final int nameCount;
    private final int[] entries;

    IndexWriter(IndexMerger found) {
        this.found = found;
        nameCount = found.nameCount();
        entries = found.entries();
    }

    MemorySegment write(int unitCount, long infoSize) {
        byte[] strings = found.strings();
        int[] hashes = new int[nameCount];
        long[] order = new long[nameCount];
        for (int i = 0; i < nameCount; i++) {
            int end = i + 1 < nameCount ? found.nameOffset(i + 1) - 1 : found.stringsSize() - 1;
            hashes[i] = baseHash(strings, found.nameOffset(i), end);
            // As unsigned numbers: the sign bit is turned for the comparison.
            order[i] = ((hashes[i] & 0xffff_ffffL) << 32 | i) ^ Long.MIN_VALUE;
        }
        Arrays.sort(order);
        int[] position = new int[nameCount];
        for (int i = 0; i < nameCount; i++) {
            position[(int) order[i]] = i;
        }
        int bucketBits = Math.max(1, 32 - Integer.numberOfLeadingZeros(nameCount));
        int[] first = new int[nameCount + 1];
        int[] entryTable = entries(position, first);
        int[] nameTable = new int[NAME_FIELDS * (nameCount + 1)];
        int[] buckets = names(order, hashes, first, bucketBits, nameTable);

        long namesAt = HEADER_SIZE + (long) Integer.BYTES * buckets.length;
        long scopesAt = namesAt + (long) Integer.BYTES * nameTable.length;
        long entriesAt = scopesAt + (long) SCOPE_SIZE * found.scopeCount();
        long stringsAt = entriesAt + (long) Integer.BYTES * entryTable.length;
        MemorySegment out = Arena.ofAuto().allocate(stringsAt + found.stringsSize());
        MemorySegment.copy(buckets, 0, out, U32, HEADER_SIZE, buckets.length);
        MemorySegment.copy(nameTable, 0, out, U32, namesAt, nameTable.length);
        int[] scopes = scopes(position);
        MemorySegment.copy(scopes, 0, out, U32, scopesAt, scopes.length);
        MemorySegment.copy(entryTable, 0, out, U32, entriesAt, entryTable.length);
        MemorySegment.copy(strings, 0, out, ValueLayout.JAVA_BYTE, stringsAt, found.stringsSize());

        out.set(U64, MAGIC_AT, MAGIC);
        out.set(U32, VERSION_AT, VERSION);
        out.set(U32, UNITS_AT, unitCount);
        out.set(U64, INFO_SIZE_AT, infoSize);
        out.set(U32, NAMES_AT, nameCount);
        out.set(U32, BUCKET_BITS_AT, bucketBits);
        out.set(U32, SCOPES_AT, found.scopeCount());
        out.set(U32, ENTRIES_AT, found.entryCount());
        out.set(U32, STRINGS_AT, found.stringsSize());
        out.set(U64, CHECKSUM_AT, checksum(out));
        return out;
    }

    /** Fills the table of names; answers the buckets. */
    private int[] names(long[] order, int[] hashes, int[] first, int bucketBits, int[] table) {
        int[] buckets = new int[(1 << bucketBits) + 1];
        int bucket = 0;
        for (int i = 0; i < nameCount; i++) {
            int id = (int) order[i];
            int own = hashes[id] >>> (32 - bucketBits);
            while (bucket <= own) {
                buckets[bucket++] = i;
            }
            int at = NAME_FIELDS * i;
            table[at] = hashes[id];
            table[at + 1] = found.nameOffset(id);
            table[at + 2] = first[i];
        }
        while (bucket <= 1 << bucketBits) {
            buckets[bucket++] = nameCount;
        }
        table[NAME_FIELDS * nameCount + 2] = found.entryCount();
        return buckets;
    }

    private int[] scopes(int[] position) {
        int[] scopes = Arrays.copyOf(found.scopes(), SCOPE_FIELDS * found.scopeCount());
        for (int at = 1; at < scopes.length; at += SCOPE_FIELDS) {
            scopes[at] = scopes[at] == NO_NAME ? NO_NAME : position[scopes[at]];
        }
        return scopes;
    }

    /** The entries grouped by name and in the order of the file; sets the first one of each name, and one more. */
    private int[] entries(int[] position, int[] first) {
        int count = found.entryCount();
        int[] names = found.entryNames();
        for (int i = 0; i < count; i++) {
            first[position[names[i]] + 1]++;
        }
        for (int i = 0; i < nameCount; i++) {
            first[i + 1] += first[i];
        }
        int[] next = first.clone();
        int[] grouped = new int[count];
        for (int i = 0; i < count; i++) {
            grouped[next[position[names[i]]]++] = i;
        }
        int[] scratch = new int[64];
        for (int i = 0; i < nameCount; i++) {
            int size = first[i + 1] - first[i];
            if (size > scratch.length) {
                scratch = new int[size * 2];
            }
            sort(grouped, first[i], first[i + 1], scratch);
        }
        int[] table = new int[ENTRY_FIELDS * count];
        for (int i = 0; i < count; i++) {
            int from = grouped[i] * ENTRY_FIELDS;
            int to = i * ENTRY_FIELDS;
            table[to] = entries[from];
            table[to + 1] = entries[from + 1];
            table[to + 2] = entries[from + 2];
            table[to + 3] = entries[from + 3];
        }
        return table;
    }

    /** Sorts by unit and offset, by merging: what one worker found of a name is nearly in order. */
    private void sort(int[] grouped, int from, int to, int[] scratch) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        sort(grouped, from, middle, scratch);
        sort(grouped, middle, to, scratch);
        if (!isBefore(grouped[middle], grouped[middle - 1])) {
            return;
        }
        int left = middle - from;
        System.arraycopy(grouped, from, scratch, 0, left);
        int a = 0;
        int b = middle;
        int at = from;
        while (a < left && b < to) {
            grouped[at++] = isBefore(grouped[b], scratch[a]) ? grouped[b++] : scratch[a++];
        }
        System.arraycopy(scratch, a, grouped, at, left - a);
    }

    private boolean isBefore(int a, int b) {
        int first = a * ENTRY_FIELDS;
        int second = b * ENTRY_FIELDS;
        return entries[first] < entries[second]
                || (entries[first] == entries[second]
                        && Integer.compareUnsigned(entries[first + 2], entries[second + 2]) < 0);
    }

    /** The checksum of all that follows the header. */
    static long checksum(MemorySegment index) {
        var crc = new CRC32C();
        long at = HEADER_SIZE;
        while (at < index.byteSize()) {
            long size = Math.min(1 << 28, index.byteSize() - at);
            ByteBuffer part = index.asSlice(at, size).asByteBuffer();
            crc.update(part);
            at += size;
        }
        // The numbers of the header decide where everything is, so they are covered too.
        for (int field = UNITS_AT; field < HEADER_SIZE; field += 4) {
            if (field != CHECKSUM_AT && field != CHECKSUM_AT + 4) {
                int value = index.get(U32, field);
                for (int shift = 0; shift < 32; shift += 8) {
                    crc.update(value >>> shift & 0xff);
                }
            }
        }
        return crc.getValue();
    }
}
