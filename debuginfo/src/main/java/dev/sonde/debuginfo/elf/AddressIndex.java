package dev.sonde.debuginfo.elf;

import java.util.Arrays;

/**
 * Which symbol owns an address: disjoint ranges in ascending order, found by binary search.
 *
 * <p>A symbol with a size owns the addresses from its value to its end, the innermost one where several overlap; one
 * without a size owns what follows it up to the next symbol or the end of its section. Addresses are compared unsigned.
 */
final class AddressIndex {
    private static final int NOBODY = -1;
    private static final int RANKS = 12;

    /** The symbols that can own addresses, as parallel arrays. */
    static final class Candidates {
        private final int[] symbols;
        private final long[] starts;
        private final long[] sizes;
        private final long[] sectionEnds;
        private final byte[] ranks;
        private int count;

        /** Room for {@code capacity} symbols. */
        Candidates(int capacity) {
            symbols = new int[capacity];
            starts = new long[capacity];
            sizes = new long[capacity];
            sectionEnds = new long[capacity];
            ranks = new byte[capacity];
        }

        /** Adds the symbol with index {@code symbol}; {@code sectionEnd} bounds it if it has no size. */
        void add(int symbol, long start, long size, byte rank, long sectionEnd) {
            symbols[count] = symbol;
            starts[count] = start;
            sizes[count] = size;
            ranks[count] = rank;
            sectionEnds[count++] = sectionEnd;
        }
    }

    /** Starts of ranges with the sign bit flipped, so that signed order is unsigned order. */
    private final long[] starts;

    private final int[] owners;

    private AddressIndex(long[] starts, int[] owners) {
        this.starts = starts;
        this.owners = owners;
    }

    /**
     * How good a symbol is as the name of an address; a higher rank wins at equal addresses.
     *
     * @param sized whether it has a size
     * @param typed whether it is a function or an object
     * @param binding 2 for a global symbol, 1 for a weak one, 0 for a local one
     */
    static byte rank(boolean sized, boolean typed, int binding) {
        return (byte) ((sized ? 6 : 0) + (typed ? 3 : 0) + binding);
    }

    /** The index of the symbol that owns {@code address}, -1 if none does. */
    int ownerOf(long address) {
        int found = Arrays.binarySearch(starts, address ^ Long.MIN_VALUE);
        int range = found >= 0 ? found : -found - 2;
        return range < 0 ? NOBODY : owners[range];
    }

    static AddressIndex build(Candidates candidates) {
        return new Builder(candidates).build();
    }

    /** Sweeps over the sorted symbols with a stack of those that are open. */
    private static final class Builder {
        private final Candidates in;
        private final long[] starts;
        private final int[] owners;
        private final int[] open;
        private final long[] openEnds;
        private int ranges;
        private int depth;
        /** The symbol that started last, if it has no size. */
        private int unsized = NOBODY;

        Builder(Candidates in) {
            this.in = in;
            // A symbol starts at most three ranges: its own, that after its end, and that after what fills the gap.
            starts = new long[3 * in.count];
            owners = new int[3 * in.count];
            open = new int[in.count];
            openEnds = new long[in.count];
        }

        AddressIndex build() {
            int[] order = sorted(in);
            int i = 0;
            while (i < order.length) {
                long start = in.starts[order[i]];
                closeUntil(start);
                int best = order[i];
                // Symbols of one address come in ascending rank, and the last with a size ends up innermost.
                for (; i < order.length && in.starts[order[i]] == start; i++) {
                    best = order[i];
                    if (in.sizes[best] != 0) {
                        open[depth] = in.symbols[best];
                        openEnds[depth++] = end(start, in.sizes[best]);
                    }
                }
                boolean sized = in.sizes[best] != 0;
                unsized = sized ? NOBODY : best;
                if (sized) {
                    emit(start, in.symbols[best]);
                } else if (depth == 0) {
                    fillGap(start, i < order.length ? in.starts[order[i]] : -1);
                }
            }
            closeUntil(-1);
            return new AddressIndex(Arrays.copyOf(starts, ranges), Arrays.copyOf(owners, ranges));
        }

        /** Ends the open symbols that end at or before {@code limit}, where the next symbol starts. */
        private void closeUntil(long limit) {
            while (depth > 0 && Long.compareUnsigned(openEnds[depth - 1], limit) <= 0) {
                long end = openEnds[--depth];
                // What lies below may have ended earlier, inside the symbol that covered it.
                while (depth > 0 && Long.compareUnsigned(openEnds[depth - 1], end) <= 0) {
                    depth--;
                }
                if (depth > 0) {
                    emit(end, open[depth - 1]);
                } else {
                    fillGap(end, limit);
                }
            }
        }

        /** Gives what no sized symbol owns to the last symbol, if that has no size and its section reaches so far. */
        private void fillGap(long from, long next) {
            if (unsized == NOBODY) {
                emit(from, NOBODY);
                return;
            }
            long start = in.starts[unsized];
            long sectionEnd = in.sectionEnds[unsized];
            // A mark at the very end of a section, such as _end, still names its own address.
            long end = Long.compareUnsigned(sectionEnd, start) > 0 ? sectionEnd : end(start, 1);
            if (Long.compareUnsigned(from, end) < 0) {
                emit(from, in.symbols[unsized]);
            }
            if (Long.compareUnsigned(end, next) < 0) {
                emit(Long.compareUnsigned(from, end) < 0 ? end : from, NOBODY);
            }
        }

        private void emit(long start, int owner) {
            long key = start ^ Long.MIN_VALUE;
            if (ranges > 0 && starts[ranges - 1] == key) {
                owners[ranges - 1] = owner;
                return;
            }
            starts[ranges] = key;
            owners[ranges++] = owner;
        }

        private static long end(long start, long size) {
            long end = start + size;
            return Long.compareUnsigned(end, start) < 0 ? -1 : end;
        }
    }

    /** The candidates by ascending address, then rank, then descending place in the table. */
    private static int[] sorted(Candidates in) {
        int[] order = new int[in.count];
        Arrays.setAll(order, i -> in.count - 1 - i);
        int[] spare = new int[in.count];
        int[] counts = new int[256];
        // A radix sort from the least significant key: linear for any input, and no boxed keys.
        for (int i : order) {
            counts[in.ranks[i]]++;
        }
        scatter(order, spare, counts, RANKS, in, -1);
        for (int shift = 0; shift < Long.SIZE; shift += 8) {
            int[] from = order;
            Arrays.fill(counts, 0);
            for (int i : from) {
                counts[digit(in, i, shift)]++;
            }
            if (in.count == 0 || counts[digit(in, from[0], shift)] == in.count) {
                continue;
            }
            scatter(order, spare, counts, counts.length, in, shift);
        }
        return order;
    }

    private static void scatter(int[] order, int[] spare, int[] counts, int buckets, Candidates in, int shift) {
        int sum = 0;
        for (int bucket = 0; bucket < buckets; bucket++) {
            int count = counts[bucket];
            counts[bucket] = sum;
            sum += count;
        }
        for (int i : order) {
            spare[counts[digit(in, i, shift)]++] = i;
        }
        System.arraycopy(spare, 0, order, 0, order.length);
    }

    private static int digit(Candidates in, int candidate, int shift) {
        return shift < 0 ? in.ranks[candidate] : (int) (in.starts[candidate] >>> shift) & 0xff;
    }
}
