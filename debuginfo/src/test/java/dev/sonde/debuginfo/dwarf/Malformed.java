package dev.sonde.debuginfo.dwarf;

import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.function.Consumer;

/** Feeds damaged copies of good input to a reader, which may reject them in one way only. */
public final class Malformed {
    private Malformed() {}

    /** Every prefix of the input. */
    public static void truncated(byte[] good, Consumer<MemorySegment> reader) {
        for (int length = 0; length < good.length; length++) {
            byte[] bad = java.util.Arrays.copyOf(good, length);
            read(bad, reader, "truncated to " + length);
        }
    }

    /** {@code rounds} copies of the input with up to four bytes changed, the same ones in every run. */
    public static void flipped(byte[] good, int rounds, Consumer<MemorySegment> reader) {
        var random = new Random(42);
        for (int round = 0; round < rounds; round++) {
            byte[] bad = good.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bad[random.nextInt(bad.length)] = switch (random.nextInt(4)) {
                    case 0 -> 0;
                    case 1 -> (byte) 0xff;
                    default -> (byte) random.nextInt();
                };
            }
            read(bad, reader, "round " + round);
        }
    }

    private static void read(byte[] bad, Consumer<MemorySegment> reader, String what) {
        try {
            reader.accept(MemorySegment.ofArray(bad).asReadOnly());
        } catch (FormatException expected) {
            // The one way to reject input.
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(what, e);
        }
    }
}
