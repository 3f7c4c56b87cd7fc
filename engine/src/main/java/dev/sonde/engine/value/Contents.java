package dev.sonde.engine.value;

import dev.sonde.engine.inferior.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bytes of an object, of which some may not be had. Those are zero here. */
final class Contents {
    private final byte[] bytes;
    private final List<Gap> gaps;

    /**
     * Bytes that cannot be had.
     *
     * @param start the first bit
     * @param end the bit behind the last
     * @param reason why
     */
    record Gap(long start, long end, Missing reason) {}

    /** Takes the bytes as they are; the caller must not change them. */
    Contents(byte[] bytes, List<Gap> gaps) {
        this.bytes = bytes;
        this.gaps = List.copyOf(gaps);
    }

    static Contents of(byte[] bytes) {
        return new Contents(bytes, List.of());
    }

    /** Nothing but one reason. */
    static Contents missing(int size, Missing reason) {
        return new Contents(new byte[size], List.of(new Gap(0, (long) size * Byte.SIZE, reason)));
    }

    /** What can be read of {@code size} bytes of memory. */
    static Contents read(Optional<Memory> memory, long address, int size) {
        byte[] read = memory.map(m -> m.readUpTo(address, size)).orElse(new byte[0]);
        if (read.length == size) {
            return of(read);
        }
        return new Contents(
                Arrays.copyOf(read, size),
                List.of(new Gap(
                        (long) read.length * Byte.SIZE,
                        (long) size * Byte.SIZE,
                        new Missing.Unreadable(address + read.length, size - read.length))));
    }

    byte[] bytes() {
        return bytes;
    }

    /** Why some of these bits cannot be had; null if all can. */
    @Nullable
    Missing missing(long firstBit, long bits) {
        for (Gap gap : gaps) {
            if (firstBit < gap.end && firstBit + bits > gap.start) {
                return gap.reason;
            }
        }
        return null;
    }

    /** Why none of it can be had; null if some can. */
    @Nullable
    Missing missingAltogether() {
        long end = 0;
        for (Gap gap : gaps) {
            if (gap.start > end) {
                return null;
            }
            end = gap.end;
        }
        return end >= (long) bytes.length * Byte.SIZE && !gaps.isEmpty() ? gaps.getFirst().reason : null;
    }

    /** Why the first byte cannot be had; null if it can. */
    @Nullable
    Missing missingAtStart() {
        return bytes.length == 0 ? null : missing(0, Byte.SIZE);
    }

    boolean isComplete() {
        return gaps.isEmpty();
    }

    Contents slice(int offset, int size) {
        if (offset == 0 && size == bytes.length) {
            return this;
        }
        List<Gap> inside = new ArrayList<>();
        long start = (long) offset * Byte.SIZE;
        long end = start + (long) size * Byte.SIZE;
        for (Gap gap : gaps) {
            if (gap.start < end && gap.end > start) {
                inside.add(new Gap(Math.max(gap.start, start) - start, Math.min(gap.end, end) - start, gap.reason));
            }
        }
        return new Contents(Arrays.copyOfRange(bytes, offset, offset + size), inside);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Contents that && Arrays.equals(bytes, that.bytes) && gaps.equals(that.gaps);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
