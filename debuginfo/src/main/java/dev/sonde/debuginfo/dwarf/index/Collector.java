package dev.sonde.debuginfo.dwarf.index;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Die;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one worker found: names by where their bytes are, scopes, and entries, in arrays.
 *
 * <p>Names are not read while units are scanned. A linker stores equal strings once, so most names are known by their
 * offset already.
 */
final class Collector {
    /** No name: an unnamed scope. */
    static final int NO_NAME = -1;
    /** The scope of a unit's outermost entries. */
    static final int ROOT_SCOPE = 0;
    /** A scope that names may be found through without being said: unnamed, or an inline namespace. */
    static final int TRANSPARENT = 1;

    private static final int OFFSET_BITS = 44;
    /** The segment of the names that are in no section of strings. */
    private static final int OWN_TEXTS = 0;

    private final LongIntMap nameIds = new LongIntMap();
    private long[] nameReferences = new long[1 << 12];
    private int nameCount;

    private final List<MemorySegment> segments = new ArrayList<>();
    private final Map<MemorySegment, Integer> segmentIds = new HashMap<>();

    private final LongIntMap textIds = new LongIntMap();
    private byte[] texts = new byte[1 << 12];
    private int textsSize;

    private final LongIntMap scopeIds = new LongIntMap();
    private int[] scopeParents = new int[1 << 8];
    private int[] scopeNames = new int[1 << 8];
    private int[] scopeFlags = new int[1 << 8];
    private int scopeCount = 1;

    private final LongIntMap sharedEntries = new LongIntMap();
    private int[] entryNames = new int[1 << 12];
    private int[] entryScopes = new int[1 << 12];
    private int[] entryUnits = new int[1 << 12];
    private int[] entryOffsets = new int[1 << 12];
    private int[] entryKinds = new int[1 << 12];
    private int entryCount;
    private int part;

    /** The scopes of entries that other units refer to, which are costly to find. */
    final Map<Die, Integer> foreignScopes = new HashMap<>();

    Collector() {
        scopeNames[ROOT_SCOPE] = NO_NAME;
        segments.add(MemorySegment.NULL);
    }

    /** The number of a section whose strings names refer to. */
    int segment(MemorySegment bytes) {
        Integer known = segmentIds.get(bytes);
        if (known == null) {
            known = segments.size();
            segments.add(bytes);
            segmentIds.put(bytes, known);
        }
        return known;
    }

    /**
     * The identifier of the name at an offset of a section, which may turn out to be past its end when it is read.
     *
     * @throws FormatException when no section can be that long
     */
    int name(int segment, long offset) {
        if (offset >>> OFFSET_BITS != 0) {
            throw new FormatException(".debug_str", offset, "a name cannot be here");
        }
        long reference = (long) segment << OFFSET_BITS | offset;
        int known = nameIds.get(reference);
        if (known >= 0) {
            return known;
        }
        if (nameCount == nameReferences.length) {
            nameReferences = Arrays.copyOf(nameReferences, nameCount * 2);
        }
        nameReferences[nameCount] = reference;
        nameIds.put(reference, nameCount);
        return nameCount++;
    }

    /** The identifier of a name that is not at a known place of a section. */
    int name(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return name(bytes, 0, bytes.length);
    }

    /** The identifier of the name between two places of an array, which may be changed afterwards. */
    int name(byte[] bytes, int start, int end) {
        int length = end - start;
        long hash = 0;
        for (int i = start; i < end; i++) {
            hash = LongIntMap.mix(hash ^ bytes[i]);
        }
        // Different names may have one hash: then the next number is tried.
        for (long key = hash; ; key++) {
            int known = textIds.get(key);
            if (known < 0) {
                textIds.put(key, textsSize);
                return name(OWN_TEXTS, append(bytes, start, length));
            }
            if (known + length < textsSize
                    && texts[known + length] == 0
                    && Arrays.equals(texts, known, known + length, bytes, start, end)) {
                return name(OWN_TEXTS, known);
            }
        }
    }

    private int append(byte[] bytes, int start, int length) {
        int at = textsSize;
        if (at + length + 1 > texts.length) {
            texts = Arrays.copyOf(texts, Math.max(texts.length * 2, at + length + 1));
        }
        System.arraycopy(bytes, start, texts, at, length);
        textsSize = at + length + 1;
        return at;
    }

    /** The identifier of a scope inside another. */
    int scope(int parent, int name, int flags) {
        long key = (long) parent << 32 | (name + 1L) << 1 | flags;
        int known = scopeIds.get(key);
        if (known >= 0) {
            return known;
        }
        if (scopeCount == scopeParents.length) {
            scopeParents = Arrays.copyOf(scopeParents, scopeCount * 2);
            scopeNames = Arrays.copyOf(scopeNames, scopeCount * 2);
            scopeFlags = Arrays.copyOf(scopeFlags, scopeCount * 2);
        }
        scopeParents[scopeCount] = parent;
        scopeNames[scopeCount] = name;
        scopeFlags[scopeCount] = flags;
        scopeIds.put(key, scopeCount);
        return scopeCount++;
    }

    /** Whether a scope is, or is inside of, one that has no name. */
    boolean insideUnnamed(int scope) {
        for (int s = scope; s != ROOT_SCOPE; s = scopeParents[s]) {
            if (scopeNames[s] == NO_NAME) {
                return true;
            }
        }
        return false;
    }

    /** Says which part of its unit the entries to come are in. */
    void part(int number) {
        part = number;
    }

    /**
     * Adds an entry.
     *
     * @param shared whether one entry of this kind, scope and name stands for those of all units
     */
    void entry(EntryKind kind, int name, int scope, int unit, int offset, boolean shared) {
        if (shared) {
            long key = ((long) scope << 34) | ((long) name << 3) | kind.code();
            if (sharedEntries.get(key) >= 0) {
                return;
            }
            sharedEntries.put(key, entryCount);
        }
        if (entryCount == entryNames.length) {
            int capacity = entryCount + (entryCount >> 1);
            entryNames = Arrays.copyOf(entryNames, capacity);
            entryScopes = Arrays.copyOf(entryScopes, capacity);
            entryUnits = Arrays.copyOf(entryUnits, capacity);
            entryOffsets = Arrays.copyOf(entryOffsets, capacity);
            entryKinds = Arrays.copyOf(entryKinds, capacity);
        }
        entryNames[entryCount] = name;
        entryScopes[entryCount] = scope;
        entryUnits[entryCount] = unit;
        entryOffsets[entryCount] = offset;
        entryKinds[entryCount++] = (part << IndexLayout.KIND_BITS | kind.code()) << 1 | (shared ? 1 : 0);
    }

    int nameCount() {
        return nameCount;
    }

    MemorySegment nameSegment(int name) {
        int segment = (int) (nameReferences[name] >>> OFFSET_BITS);
        return segment == OWN_TEXTS ? MemorySegment.ofArray(texts) : segments.get(segment);
    }

    long nameOffset(int name) {
        return nameReferences[name] & ((1L << OFFSET_BITS) - 1);
    }

    int scopeCount() {
        return scopeCount;
    }

    int scopeParent(int scope) {
        return scopeParents[scope];
    }

    int scopeName(int scope) {
        return scopeNames[scope];
    }

    int scopeFlags(int scope) {
        return scopeFlags[scope];
    }

    int entryCount() {
        return entryCount;
    }

    int entryName(int entry) {
        return entryNames[entry];
    }

    int entryScope(int entry) {
        return entryScopes[entry];
    }

    int entryUnit(int entry) {
        return entryUnits[entry];
    }

    int entryOffset(int entry) {
        return entryOffsets[entry];
    }

    /** The code of its kind, and above {@link IndexLayout#KIND_BITS} its part. */
    int entryKind(int entry) {
        return entryKinds[entry] >> 1;
    }

    boolean entryShared(int entry) {
        return (entryKinds[entry] & 1) != 0;
    }
}
