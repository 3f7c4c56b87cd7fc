package dev.sonde.debuginfo.dwarf.index;

/** A map from numbers to numbers from 0 on, without an object per entry. */
final class LongIntMap {
    private long[] keys = new long[1 << 10];
    /** Values plus one; 0 marks a free slot. */
    private int[] values = new int[1 << 10];

    private int size;

    /** The value of a key, or -1. */
    int get(long key) {
        int mask = keys.length - 1;
        int slot = slot(key, mask);
        while (values[slot] != 0) {
            if (keys[slot] == key) {
                return values[slot] - 1;
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    /** Sets the value of a key. */
    void put(long key, int value) {
        if (size * 2 >= keys.length) {
            grow();
        }
        int mask = keys.length - 1;
        int slot = slot(key, mask);
        while (values[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        size += values[slot] == 0 ? 1 : 0;
        keys[slot] = key;
        values[slot] = value + 1;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new int[oldKeys.length * 2];
        size = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != 0) {
                put(oldKeys[i], oldValues[i] - 1);
            }
        }
    }

    private static int slot(long key, int mask) {
        return (int) (mix(key) >>> 32) & mask;
    }

    /** A number whose bits all depend on all bits of {@code key}. */
    static long mix(long key) {
        long h = key * 0x9e37_79b9_7f4a_7c15L;
        h ^= h >>> 32;
        return h * 0xd6e8_feb8_6659_fd93L;
    }
}
