package dev.sonde.debuginfo.dwarf.index;

import static dev.sonde.debuginfo.dwarf.index.IndexLayout.NO_NAME;

import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Joins what the workers found into one index. */
final class IndexMerger {
    private static final int READ_STEP = 64;
    private static final int MAX_NAME = 1 << 24;

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

    /** The name being looked at. */
    private byte[] text = new byte[READ_STEP];

    private final boolean several;

    /** @param several whether there is more than one worker's to join */
    IndexMerger(boolean several) {
        this.several = several;
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
            if (several && found.entryShared(i)) {
                long key = ((long) scope << 34) | ((long) name << 3) | (kind & ((1 << IndexLayout.KIND_BITS) - 1));
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
        int length = read(segment, offset);
        long hash = 0;
        for (int i = 0; i < length; i++) {
            hash = LongIntMap.mix(hash ^ text[i]);
        }
        // Different names may have one hash: then the next number is tried.
        for (long key = hash; ; key++) {
            int known = nameIds.get(key);
            if (known < 0) {
                int id = append(length);
                nameIds.put(key, id);
                return id;
            }
            int start = nameOffsets[known];
            if (start + length < stringsSize
                    && strings[start + length] == 0
                    && Arrays.equals(strings, start, start + length, text, 0, length)) {
                return known;
            }
        }
    }

    /** Reads a string into {@link #text}; answers its length, 0 when it is not inside its section or too long. */
    private int read(MemorySegment segment, long offset) {
        long limit = segment.byteSize();
        int length = 0;
        while (offset + length < limit && length < MAX_NAME) {
            int step = (int) Math.min(READ_STEP, limit - offset - length);
            if (length + step > text.length) {
                text = Arrays.copyOf(text, text.length * 2);
            }
            MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset + length, text, length, step);
            int end = length + step;
            while (length < end) {
                if (text[length] == 0) {
                    return length;
                }
                length++;
            }
        }
        // A name outside its section is kept as an empty one, which no look-up asks for.
        return 0;
    }

    private int append(int length) {
        if (stringsSize + length + 1 > strings.length) {
            if (stringsSize > (1 << 30)) {
                throw new FormatException("index", 0, "more than a gigabyte of names");
            }
            strings = Arrays.copyOf(strings, Math.max(stringsSize + length + 1, strings.length * 2));
        }
        if (nameCount == nameOffsets.length) {
            nameOffsets = Arrays.copyOf(nameOffsets, nameCount * 2);
        }
        System.arraycopy(text, 0, strings, stringsSize, length);
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
        return new IndexWriter(this).write(unitCount, infoSize);
    }

    int nameCount() {
        return nameCount;
    }

    /** Where a name starts in {@link #strings}; it ends with a zero. */
    int nameOffset(int name) {
        return nameOffsets[name];
    }

    /** The texts of all names, one behind the other. */
    byte[] strings() {
        return strings;
    }

    int stringsSize() {
        return stringsSize;
    }

    int scopeCount() {
        return scopeCount;
    }

    /** Three numbers for each scope: parent, name, flags. */
    int[] scopes() {
        return scopes;
    }

    int entryCount() {
        return entryCount;
    }

    /** The name of each entry. */
    int[] entryNames() {
        return entryNames;
    }

    /** Four numbers for each entry: unit, kind, offset, scope. */
    int[] entries() {
        return entries;
    }
}
