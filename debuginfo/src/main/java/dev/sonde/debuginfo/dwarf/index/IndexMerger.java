package dev.sonde.debuginfo.dwarf.index;

import static dev.sonde.debuginfo.dwarf.index.IndexLayout.*;

import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Joins what the workers found into one index. */
final class IndexMerger {
    private final LongIntMap nameIds = new LongIntMap();
    private byte[] strings = new byte[1 << 16];
    private int stringsSize;
    private int[] nameOffsets = new int[1 << 12];
    private int nameCount;

    private final LongIntMap scopeIds = new LongIntMap();
    private int[] scopes = new int[3 << 8];
    private int scopeCount = 1;

    private final LongIntMap shared = new LongIntMap();
    private int[] entryNames = new int[1 << 12];
    private int[] entries = new int[4 << 12];
    private int entryCount;

    IndexMerger() {
        scopes[1] = NO_NAME;
    }

    /** Adds what one worker found. */
    void add(Collector found) {
        int[] names = new int[found.nameCount()];
        for (int i = 0; i < names.length; i++) {
            names[i] = name(found.nameSegment(i), found.nameOffset(i));
        }
        int[] scopeMap = new int[found.scopeCount()];
        for (int i = 1; i < scopeMap.length; i++) {
            int local = found.scopeName(i);
            scopeMap[i] =
                    scope(scopeMap[found.scopeParent(i)], local < 0 ? NO_NAME : names[local], found.scopeFlags(i));
        }
        for (int i = 0; i < found.entryCount(); i++) {
            int name = names[found.entryName(i)];
            int scope = scopeMap[found.entryScope(i)];
            int kind = found.entryKind(i);
            int unit = found.entryUnit(i);
            int offset = found.entryOffset(i);
            if (found.entryShared(i)) {
                long key = ((long) scope << 34) | ((long) name << 3) | kind;
                int known = shared.get(key);
                if (known >= 0) {
                    // The first in the file stays, so that the index does not depend on who was faster.
                    int at = known * 4;
                    if (unit < entries[at] || (unit == entries[at] && offset < entries[at + 2])) {
                        set(known, unit, kind, offset, scope);
                    }
                    continue;
                }
                shared.put(key, entryCount);
            }
            if (entryCount == entryNames.length) {
                int capacity = entryCount + (entryCount >> 1);
                entryNames = Arrays.copyOf(entryNames, capacity);
                entries = Arrays.copyOf(entries, capacity * 4);
            }
            entryNames[entryCount] = name;
            set(entryCount++, unit, kind, offset, scope);
        }
    }

    private void set(int entry, int unit, int kind, int offset, int scope) {
        int at = entry * 4;
        entries[at] = unit;
        entries[at + 1] = kind;
        entries[at + 2] = offset;
        entries[at + 3] = scope;
    }

    private int name(MemorySegment segment, long offset) {
        long end = offset;
        long limit = segment.byteSize();
        long hash = 0;
        while (end < limit) {
            byte b = segment.get(ValueLayout.JAVA_BYTE, end);
            if (b == 0) {
                break;
            }
            hash = LongIntMap.mix(hash ^ b);
            end++;
        }
        if (end >= limit || offset > limit || end - offset > 1 << 24) {
            // A name outside its section is kept as an empty one, which no look-up asks for.
            end = Math.min(offset, limit);
            hash = 0;
        }
        int length = (int) (end - Math.min(offset, limit));
        // Different names may have one hash: then the next number is tried.
        for (long key = hash; ; key++) {
            int known = nameIds.get(key);
            if (known < 0) {
                int id = append(segment, Math.min(offset, limit), length);
                nameIds.put(key, id);
                return id;
            }
            if (isName(known, segment, Math.min(offset, limit), length)) {
                return known;
            }
        }
    }

    private boolean isName(int id, MemorySegment segment, long offset, int length) {
        int start = nameOffsets[id];
        if (strings[start + length] != 0) {
            return false;
        }
        return MemorySegment.mismatch(
                        MemorySegment.ofArray(strings), start, start + length, segment, offset, offset + length)
                == -1;
    }

    private int append(MemorySegment segment, long offset, int length) {
        if (stringsSize + length + 1 > strings.length) {
            if (stringsSize > (1 << 30)) {
                throw new FormatException("index", 0, "more than a gigabyte of names");
            }
            strings = Arrays.copyOf(strings, Math.max(stringsSize + length + 1, strings.length * 2));
        }
        if (nameCount == nameOffsets.length) {
            nameOffsets = Arrays.copyOf(nameOffsets, nameCount * 2);
        }
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, strings, stringsSize, length);
        nameOffsets[nameCount] = stringsSize;
        stringsSize += length;
        strings[stringsSize++] = 0;
        return nameCount++;
    }

    private int scope(int parent, int name, int flags) {
        long key = ((long) parent << 32) | ((name + 1L) << 1) | flags;
        int known = scopeIds.get(key);
        if (known >= 0) {
            return known;
        }
        if (scopeCount * 3 == scopes.length) {
            scopes = Arrays.copyOf(scopes, scopes.length * 2);
        }
        scopes[scopeCount * 3] = parent;
        scopes[scopeCount * 3 + 1] = name;
        scopes[scopeCount * 3 + 2] = flags;
        scopeIds.put(key, scopeCount);
        return scopeCount++;
    }

    /** Writes the index into new memory. */
    MemorySegment write(int unitCount, long infoSize) {
        int[] hashes = new int[nameCount];
        long[] order = new long[nameCount];
        for (int i = 0; i < nameCount; i++) {
            int end = i + 1 < nameCount ? nameOffsets[i + 1] - 1 : stringsSize - 1;
            hashes[i] = baseHash(strings, nameOffsets[i], end);
            order[i] = (hashes[i] & 0xffff_ffffL) << 32 | i;
        }
        // As unsigned numbers: the sign bit is turned for the comparison.
        for (int i = 0; i < nameCount; i++) {
            order[i] ^= Long.MIN_VALUE;
        }
        Arrays.parallelSort(order);
        int[] position = new int[nameCount];
        for (int i = 0; i < nameCount; i++) {
            position[(int) order[i]] = i;
        }
        int bucketBits = Math.max(1, 32 - Integer.numberOfLeadingZeros(nameCount));

        long bucketsAt = HEADER_SIZE;
        long namesAt = bucketsAt + 4L * ((1L << bucketBits) + 1);
        long scopesAt = namesAt + (long) NAME_SIZE * (nameCount + 1L);
        long entriesAt = scopesAt + (long) SCOPE_SIZE * scopeCount;
        long stringsAt = entriesAt + (long) ENTRY_SIZE * entryCount;
        MemorySegment out = Arena.ofAuto().allocate(stringsAt + stringsSize);

        int[] firstEntries = writeEntries(out, entriesAt, position);
        int bucket = 0;
        for (int i = 0; i < nameCount; i++) {
            int id = (int) order[i];
            int own = hashes[id] >>> (32 - bucketBits);
            while (bucket <= own) {
                out.set(U32, bucketsAt + 4L * bucket++, i);
            }
            long at = namesAt + (long) NAME_SIZE * i;
            out.set(U32, at, hashes[id]);
            out.set(U32, at + 4, nameOffsets[id]);
            out.set(U32, at + 8, firstEntries[i]);
        }
        while (bucket <= 1 << bucketBits) {
            out.set(U32, bucketsAt + 4L * bucket++, nameCount);
        }
        out.set(U32, namesAt + (long) NAME_SIZE * nameCount + 8, entryCount);
        for (int i = 0; i < scopeCount; i++) {
            long at = scopesAt + (long) SCOPE_SIZE * i;
            int name = scopes[i * 3 + 1];
            out.set(U32, at, scopes[i * 3]);
            out.set(U32, at + 4, name == NO_NAME ? NO_NAME : position[name]);
            out.set(U32, at + 8, scopes[i * 3 + 2]);
        }
        MemorySegment.copy(strings, 0, out, ValueLayout.JAVA_BYTE, stringsAt, stringsSize);

        out.set(U64, MAGIC_AT, MAGIC);
        out.set(U32, VERSION_AT, VERSION);
        out.set(U32, UNITS_AT, unitCount);
        out.set(U64, INFO_SIZE_AT, infoSize);
        out.set(U32, NAMES_AT, nameCount);
        out.set(U32, BUCKET_BITS_AT, bucketBits);
        out.set(U32, SCOPES_AT, scopeCount);
        out.set(U32, ENTRIES_AT, entryCount);
        out.set(U32, STRINGS_AT, stringsSize);
        out.set(U64, CHECKSUM_AT, checksum(out));
        return out;
    }

    /** Writes the entries grouped by name and in the order of the file; answers the first one of each name. */
    private int[] writeEntries(MemorySegment out, long entriesAt, int[] position) {
        int[] next = new int[nameCount + 1];
        for (int i = 0; i < entryCount; i++) {
            next[position[entryNames[i]] + 1]++;
        }
        for (int i = 0; i < nameCount; i++) {
            next[i + 1] += next[i];
        }
        int[] first = next.clone();
        int[] grouped = new int[entryCount];
        for (int i = 0; i < entryCount; i++) {
            grouped[next[position[entryNames[i]]]++] = i;
        }
        for (int i = 0; i < nameCount; i++) {
            if (first[i + 1] - first[i] > 1) {
                sort(grouped, first[i], first[i + 1]);
            }
        }
        for (int i = 0; i < entryCount; i++) {
            long at = entriesAt + (long) ENTRY_SIZE * i;
            MemorySegment.copy(entries, grouped[i] * 4, out, U32, at, 4);
        }
        return first;
    }

    private void sort(int[] grouped, int from, int to) {
        long[] keys = new long[to - from];
        int[] old = Arrays.copyOfRange(grouped, from, to);
        for (int i = 0; i < keys.length; i++) {
            // The index in the group breaks ties; units and groups have fewer than 2^31 members.
            keys[i] = ((long) entries[old[i] * 4] << 32) | (entries[old[i] * 4 + 2] & 0xffff_ffffL);
        }
        Integer[] order = new Integer[keys.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(keys[a], keys[b]));
        for (int i = 0; i < order.length; i++) {
            grouped[from + i] = old[order[i]];
        }
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
