package dev.sonde.debuginfo.dwarf.line;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The sequences of a line table in the order of their addresses. */
final class Sequences {
    private final long[] starts;
    /** The largest end of all sequences up to an index, so that looking back can stop. */
    private final long[] largestEnds;

    private final int[] firstRows;
    private final int[] endRows;
    private final BitSet liveRows;

    private Sequences(List<Sequence> sorted, BitSet liveRows) {
        int count = sorted.size();
        starts = new long[count];
        largestEnds = new long[count];
        firstRows = new int[count];
        endRows = new int[count];
        this.liveRows = liveRows;
        long largest = 0;
        for (int i = 0; i < count; i++) {
            Sequence sequence = sorted.get(i);
            starts[i] = sequence.start;
            firstRows[i] = sequence.first;
            endRows[i] = sequence.last;
            largest = Long.compareUnsigned(sequence.end, largest) > 0 ? sequence.end : largest;
            largestEnds[i] = largest;
        }
    }

    private record Sequence(long start, long end, int first, int last) {}

    /** Finds the sequences, sorting the rows of those that are not in order. */
    static Sequences of(RowColumns rows) {
        var found = new ArrayList<Sequence>();
        var live = new BitSet(rows.size());
        int first = 0;
        boolean ordered = true;
        for (int i = 0; i < rows.size(); i++) {
            if (i > first && Long.compareUnsigned(rows.address(i), rows.address(i - 1)) < 0) {
                ordered = false;
            }
            if (rows.has(i, RowColumns.END_SEQUENCE)) {
                long end = rows.address(i);
                if (!ordered) {
                    rows.sort(first, i);
                }
                long start = rows.address(first);
                boolean endsLast = i == first || Long.compareUnsigned(rows.address(i - 1), end) <= 0;
                // Sequences of discarded code are empty, or start at a mark that nothing is above of.
                if (Long.compareUnsigned(start, end) < 0 && endsLast) {
                    found.add(new Sequence(start, end, first, i));
                    live.set(first, i + 1);
                }
                first = i + 1;
                ordered = true;
            }
        }
        found.sort((a, b) -> Long.compareUnsigned(a.start, b.start));
        return new Sequences(found, live);
    }

    /** Whether a row belongs to a sequence that has code. */
    boolean live(int row) {
        return liveRows.get(row);
    }

    /** The last row at or before an address in the sequence that holds it, or -1. */
    int find(RowColumns rows, long address) {
        int low = 0;
        int high = starts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(starts[middle], address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low - 1; i >= 0 && Long.compareUnsigned(largestEnds[i], address) > 0; i--) {
            if (Long.compareUnsigned(address, rows.address(endRows[i])) < 0) {
                return lastAtOrBefore(rows, firstRows[i], endRows[i], address);
            }
        }
        return -1;
    }

    private static int lastAtOrBefore(RowColumns rows, int first, int end, long address) {
        int low = first;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(rows.address(middle), address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
