package dev.sonde.debuginfo.dwarf.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The functions and variables of the unit being scanned, declarations too, since definitions get names and scopes from
 * them. In ascending order of offsets.
 */
final class Declarations {
    /** A link that leads out of the unit. */
    static final long ELSEWHERE = -1;

    private static final int MAX_CHAIN = 16;

    private int[] offsets = new int[1 << 10];
    private int[] names = new int[1 << 10];
    private int[] scopes = new int[1 << 10];
    private long[] links = new long[1 << 10];
    private byte[] kinds = new byte[1 << 10];
    private int size;

    void clear() {
        size = 0;
    }

    /**
     * Adds an entry that is no definition.
     *
     * @param link the offset of what it completes, 0 for nothing, or {@link #ELSEWHERE}
     */
    void add(int offset, int name, int scope, long link) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, size * 2);
            names = Arrays.copyOf(names, size * 2);
            scopes = Arrays.copyOf(scopes, size * 2);
            links = Arrays.copyOf(links, size * 2);
            kinds = Arrays.copyOf(kinds, size * 2);
        }
        offsets[size] = offset;
        names[size] = name;
        scopes[size] = scope;
        links[size] = link;
        kinds[size++] = -1;
    }

    /** Says that the entry added last is a definition. */
    void define(EntryKind kind) {
        kinds[size - 1] = (byte) kind.code();
    }

    int size() {
        return size;
    }

    int offset(int index) {
        return offsets[index];
    }

    int scope(int index) {
        return scopes[index];
    }

    /** What kind of definition an entry is, or null. */
    @Nullable
    EntryKind kind(int index) {
        return kinds[index] < 0 ? null : EntryKind.of(kinds[index]);
    }

    /** The first name along the chain of what an entry completes, or {@link Collector#NO_NAME}. */
    int firstName(int index) {
        int at = index;
        for (int i = 0; i < MAX_CHAIN && at >= 0; i++) {
            if (names[at] >= 0) {
                return names[at];
            }
            at = links[at] <= 0 ? -1 : find(links[at]);
        }
        return Collector.NO_NAME;
    }

    /** The end of the chain of what an entry completes, or -1 when the chain leaves what is known here. */
    int last(int index) {
        int at = index;
        for (int i = 0; i < MAX_CHAIN; i++) {
            if (links[at] == 0) {
                return at;
            }
            at = links[at] == ELSEWHERE ? -1 : find(links[at]);
            if (at < 0) {
                return -1;
            }
        }
        return at;
    }

    /** The index of the entry at an offset, or -1. */
    int find(long offset) {
        if (offset > Integer.MAX_VALUE) {
            return -1;
        }
        int index = Arrays.binarySearch(offsets, 0, size, (int) offset);
        return index >= 0 ? index : -1;
    }
}
