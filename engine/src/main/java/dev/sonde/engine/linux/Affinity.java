package dev.sonde.engine.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;

/**
 * The processors on which a thread may run.
 *
 * <p>Source: sched_setaffinity(2). Values of this class are immutable.
 */
public final class Affinity {
    /** Of a mask, for 8,192 processors. */
    static final int MAX_BYTES = 1024;

    private final byte[] mask;

    private Affinity(byte[] mask) {
        this.mask = mask;
    }

    /** The affinity of thread {@code tid}, 0 for the calling one; empty when the thread is gone. */
    public static Optional<Affinity> of(int tid) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(MAX_BYTES, 8);
            long size = SystemCall.call(SystemCall.SCHED_GETAFFINITY, tid, MAX_BYTES, buffer.address());
            return size <= 0
                    ? Optional.empty()
                    : Optional.of(new Affinity(buffer.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE)));
        }
    }

    /** The affinity to processor {@code cpu} alone. */
    public static Affinity toCpu(int cpu) {
        byte[] mask = new byte[Math.max(8, (cpu / 64 + 1) * 8)];
        mask[cpu / 8] = (byte) (1 << cpu % 8);
        return new Affinity(mask);
    }

    /** The lowest-numbered processor of this affinity that is in {@code other} too, or -1. */
    public int firstSharedWith(Affinity other) {
        for (int i = 0; i < Math.min(mask.length, other.mask.length); i++) {
            int both = mask[i] & other.mask[i] & 0xff;
            if (both != 0) {
                return i * 8 + Integer.numberOfTrailingZeros(both);
            }
        }
        return -1;
    }

    /**
     * Gives this affinity to thread {@code tid}, 0 for the calling one.
     *
     * @return 0 or the negative errno; a thread may refuse (cpusets) or be gone
     */
    public long applyTo(int tid) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocateFrom(ValueLayout.JAVA_BYTE, mask);
            return SystemCall.call(SystemCall.SCHED_SETAFFINITY, tid, mask.length, buffer.address());
        }
    }

    /** Writes the mask to {@code to}, filled up with zeros. */
    void copyTo(MemorySegment to) {
        to.fill((byte) 0);
        MemorySegment.copy(mask, 0, to, ValueLayout.JAVA_BYTE, 0, mask.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Affinity that && Arrays.equals(trimmed(mask), trimmed(that.mask));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(trimmed(mask));
    }

    private static byte[] trimmed(byte[] mask) {
        int length = mask.length;
        while (length > 0 && mask[length - 1] == 0) {
            length--;
        }
        return Arrays.copyOf(mask, length);
    }
}
