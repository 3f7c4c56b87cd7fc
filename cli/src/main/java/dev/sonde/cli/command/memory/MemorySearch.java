package dev.sonde.cli.command.memory;

import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.inferior.MemoryRegion;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** Searches memory for bytes, piece by piece, passing over what cannot be read. */
final class MemorySearch {
    private static final int CHUNK = 1 << 20;

    private final Memory memory;
    private final List<MemoryRegion> regions;
    private final byte[] pattern;

    /** @param regions what is mapped, in the order of the addresses; empty if nobody knows */
    MemorySearch(Memory memory, List<MemoryRegion> regions, byte[] pattern) {
        this.memory = memory;
        this.regions = regions;
        this.pattern = pattern;
    }

    /**
     * Tells {@code found} the address of each match, overlapping ones too.
     *
     * @param length of the range in bytes
     * @param limit after how many matches to stop
     * @return whether any byte of the range could be read
     * @throws InterruptedException if the user interrupted it
     */
    boolean search(long start, long length, long limit, LongConsumer found) throws InterruptedException {
        long left = limit;
        long position = 0;
        boolean readable = false;
        while (length - position >= pattern.length && left > 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            int want = (int) Math.min(length - position, (long) CHUNK + pattern.length - 1);
            byte[] bytes = memory.readUpTo(start + position, want);
            readable |= bytes.length > 0;
            left -= matches(bytes, start + position, left, found);
            if (bytes.length == want) {
                position += want - pattern.length + 1;
            } else {
                OptionalLong next = afterHole(start + position + bytes.length);
                // An address below the start has wrapped around.
                position = next.isPresent() ? next.getAsLong() - start : length;
                if (position < 0) {
                    break;
                }
            }
        }
        return readable;
    }

    /** Where memory may be readable again after {@code bad}, which is not. */
    private OptionalLong afterHole(long bad) {
        for (MemoryRegion region : regions) {
            if (region.contains(bad)) {
                return OptionalLong.of(region.end());
            }
            if (Long.compareUnsigned(region.start(), bad) > 0) {
                return OptionalLong.of(region.start());
            }
        }
        return OptionalLong.empty();
    }

    private long matches(byte[] bytes, long address, long limit, LongConsumer found) {
        long count = 0;
        int last = bytes.length - pattern.length;
        for (int i = 0; i <= last && count < limit; i++) {
            if (bytes[i] == pattern[0] && matchesAt(bytes, i)) {
                found.accept(address + i);
                count++;
            }
        }
        return count;
    }

    private boolean matchesAt(byte[] bytes, int at) {
        for (int i = 1; i < pattern.length; i++) {
            if (bytes[at + i] != pattern[i]) {
                return false;
            }
        }
        return true;
    }
}
