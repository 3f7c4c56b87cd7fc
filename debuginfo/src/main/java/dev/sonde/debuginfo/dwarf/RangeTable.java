package dev.sonde.debuginfo.dwarf;

import java.util.ArrayList;
import java.util.List;

/** Ranges of addresses, which may overlap, and a number for each. Immutable. */
final class RangeTable {
    private record Entry(AddressRange range, long value) {}

    private final List<Entry> entries;
    /** The largest end of all entries up to an index, so that looking back can stop. */
    private final long[] largestEnds;

    private RangeTable(List<Entry> entries) {
        this.entries = entries;
        this.largestEnds = new long[entries.size()];
        long largest = 0;
        for (int i = 0; i < largestEnds.length; i++) {
            long end = entries.get(i).range.end();
            largest = Long.compareUnsigned(end, largest) > 0 ? end : largest;
            largestEnds[i] = largest;
        }
    }

    /**
     * The number of the range that has an address and starts last, or {@code otherwise}. Of several that start there the
     * first that was added: units may claim the same copy of an inline function, which came from the first of them.
     */
    long find(long address, long otherwise) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(entries.get(middle).range.start(), address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low - 1; i >= 0 && Long.compareUnsigned(largestEnds[i], address) > 0; i--) {
            if (entries.get(i).range.contains(address)) {
                return first(i, address).value;
            }
        }
        return otherwise;
    }

    private Entry first(int found, long address) {
        Entry first = entries.get(found);
        for (int i = found - 1; i >= 0 && entries.get(i).range.start() == first.range.start(); i--) {
            first = entries.get(i).range.contains(address) ? entries.get(i) : first;
        }
        return first;
    }

    /** Collects ranges. */
    static final class Builder {
        private final List<Entry> entries = new ArrayList<>();

        void add(AddressRange range, long value) {
            entries.add(new Entry(range, value));
        }

        RangeTable build() {
            entries.sort((a, b) -> Long.compareUnsigned(a.range.start(), b.range.start()));
            return new RangeTable(List.copyOf(entries));
        }
    }
}
