package dev.sonde.engine.x86_64;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The encoding of DR7, which says what the four debug address registers watch for, and the splitting of a range of
 * memory into pieces that they can watch. Pure functions of register values.
 *
 * <p>Source: Intel SDM vol. 3 sections 18.2.4 (DR7) and 18.2.5 (alignment); in older editions chapter 17.
 */
public final class DebugControl {
    /** How many addresses can be watched at once. */
    public static final int SLOTS = 4;
    /** The index of DR6, which says what was hit. */
    public static final int STATUS_REGISTER = 6;
    /** The index of DR7, which says what to watch for. */
    public static final int CONTROL_REGISTER = 7;

    static final int REGISTERS = 8;

    private static final int MAX_LENGTH = 8;

    /** What an access has to be to count as a hit. */
    public enum Condition {
        /** The instruction at the address is about to execute; the length is 1. */
        EXECUTE(0),
        /** A write to any of the bytes; it has happened when it is reported. */
        WRITE(1),
        /** A read of or write to any of the bytes; it has happened when it is reported. */
        READ_WRITE(3);

        private final int bits;

        Condition(int bits) {
            this.bits = bits;
        }
    }

    /**
     * Memory that one slot can watch.
     *
     * @param address a multiple of {@code length}
     * @param length 1, 2, 4 or 8 bytes
     */
    public record WatchedRange(long address, int length) {
        /** Checks the length and the alignment. */
        public WatchedRange {
            lengthBits(length);
            if ((address & (length - 1)) != 0) {
                throw new IllegalArgumentException(
                        "0x" + Long.toHexString(address) + " is not a multiple of its length " + length);
            }
        }
    }

    private DebugControl() {}

    /**
     * DR7 with a slot switched on for this task and set up.
     *
     * @param slot 0 to 3
     * @param length 1, 2, 4 or 8 bytes; 1 for {@link Condition#EXECUTE}
     */
    public static long enable(long dr7, int slot, Condition condition, int length) {
        if (condition == Condition.EXECUTE && length != 1) {
            throw new IllegalArgumentException("an execution breakpoint has length 1, not " + length);
        }
        long settings = condition.bits | (lengthBits(length) << 2);
        return disable(dr7, slot) | (1L << (2 * slot)) | (settings << settingsShift(slot));
    }

    /** DR7 with a slot switched off and its settings cleared. */
    public static long disable(long dr7, int slot) {
        checkSlot(slot);
        return dr7 & ~(3L << (2 * slot)) & ~(0xfL << settingsShift(slot));
    }

    /** Whether a slot is switched on, for this task or for all. */
    public static boolean isEnabled(long dr7, int slot) {
        checkSlot(slot);
        return (dr7 & (3L << (2 * slot))) != 0;
    }

    /** What a slot watches for; empty if it is off or watches I/O ports. */
    public static Optional<Condition> condition(long dr7, int slot) {
        if (isEnabled(dr7, slot)) {
            int bits = (int) (dr7 >>> settingsShift(slot)) & 3;
            for (Condition condition : Condition.values()) {
                if (condition.bits == bits) {
                    return Optional.of(condition);
                }
            }
        }
        return Optional.empty();
    }

    /** How many bytes a slot watches, 1, 2, 4 or 8. */
    public static int length(long dr7, int slot) {
        checkSlot(slot);
        return switch ((int) (dr7 >>> (settingsShift(slot) + 2)) & 3) {
            case 0 -> 1;
            case 1 -> 2;
            case 2 -> 8;
            default -> 4;
        };
    }

    /** The first slot that is switched off. */
    public static OptionalInt freeSlot(long dr7) {
        for (int slot = 0; slot < SLOTS; slot++) {
            if (!isEnabled(dr7, slot)) {
                return OptionalInt.of(slot);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * The fewest aligned ranges that together are exactly the given one, in order of address.
     *
     * @param address where the range starts
     * @param length its size in bytes, at least 1
     * @return empty if more than {@link #SLOTS} are needed
     * @throws IllegalArgumentException if the range is empty or runs past the end of the address space
     */
    public static List<WatchedRange> split(long address, long length) {
        if (length <= 0 || Long.compareUnsigned(address, -length) > 0) {
            throw new IllegalArgumentException(
                    "no range of " + length + " bytes starts at 0x" + Long.toHexString(address));
        }
        List<WatchedRange> ranges = new ArrayList<>();
        long at = address;
        long left = length;
        while (left > 0) {
            if (ranges.size() == SLOTS) {
                return List.of();
            }
            int size = MAX_LENGTH;
            while ((at & (size - 1)) != 0 || size > left) {
                size /= 2;
            }
            ranges.add(new WatchedRange(at, size));
            at += size;
            left -= size;
        }
        return ranges;
    }

    private static long lengthBits(int length) {
        return switch (length) {
            case 1 -> 0;
            case 2 -> 1;
            case 4 -> 3;
            case 8 -> 2;
            default -> throw new IllegalArgumentException("no debug register watches " + length + " bytes");
        };
    }

    private static int settingsShift(int slot) {
        return 16 + 4 * slot;
    }

    private static void checkSlot(int slot) {
        if (slot < 0 || slot >= SLOTS) {
            throw new IllegalArgumentException("debug register slot " + slot + " is not 0 to 3");
        }
    }
}
