package dev.sonde.engine.value;

import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.Type.IntegerType;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/** Reads and quotes the strings that character pointers point to. */
final class StringReader {
    /** How much is read at a time, so that a short string at the end of a page costs little. */
    private static final int CHUNK = 64;

    private static final int PIECE = 1 << 16;
    private static final int MAX_UNITS = Integer.MAX_VALUE / 16;

    private final Optional<Memory> memory;
    private final PrintOptions options;

    StringReader(Optional<Memory> memory, PrintOptions options) {
        this.memory = memory;
        this.options = options;
    }

    /** What was found. */
    static final class Found {
        private final byte[] bytes;
        private final boolean ended;
        private final boolean fault;

        private Found(byte[] bytes, boolean ended, boolean fault) {
            this.bytes = bytes;
            this.ended = ended;
            this.fault = fault;
        }

        /** How many bytes the units take, without a zero at the end. */
        int length() {
            return bytes.length;
        }

        /** Whether there was a zero, and not the limit or a fault. */
        boolean ended() {
            return ended;
        }
    }

    /** The text between quotes, or gdb's word for what went wrong. */
    String quoted(IntegerType element, long address) {
        int size = (int) element.size();
        int limit = Math.min(options.elementLimit(), MAX_UNITS);
        Found found = read(address, size, limit);
        int units = found.bytes.length / size;
        String error = found.fault
                ? "<error: Cannot access memory at address 0x" + Long.toHexString(address + (long) units * size) + ">"
                : "";
        if (units == 0 && found.fault) {
            return error;
        }
        boolean more = !found.ended && !found.fault && !endsAt(address + (long) units * size, size);
        return CharacterText.string(element, found.bytes, units, more, options) + error;
    }

    /**
     * The text of so many units, zeros among them; a length that nothing can have is one that stops at the limit.
     *
     * @param terminated whether the language ends strings by a zero
     */
    String counted(IntegerType element, long address, long length, boolean terminated) {
        int size = (int) element.size();
        int limit = Math.min(options.elementLimit(), MAX_UNITS);
        long wanted = length < 0 ? limit : Math.min(length, limit);
        byte[] bytes = upTo(address, (int) wanted * size);
        int units = bytes.length / size;
        String error = units < wanted
                ? "<error: " + new Missing.Unreadable(address + (long) units * size, 1).sentence() + ">"
                : "";
        if (units == 0 && !error.isEmpty()) {
            return error;
        }
        boolean more = error.isEmpty() && (length < 0 || length > wanted);
        boolean ended = !more
                && units > 0
                && zero(Arrays.copyOfRange(bytes, (units - 1) * size, units * size), size, size) == 0;
        // As with arrays, a zero at the end is taken for the one that ends all strings of C.
        return CharacterText.string(element, bytes, ended && terminated ? units - 1 : units, more, options) + error;
    }

    /** Reads piece by piece: a length that is none must not cost the memory that it names. */
    private byte[] upTo(long address, int wanted) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(Math.min(wanted, PIECE));
        while (all.size() < wanted) {
            int ask = Math.min(PIECE, wanted - all.size());
            long from = address + all.size();
            byte[] piece = memory.map(m -> m.readUpTo(from, ask)).orElse(new byte[0]);
            all.writeBytes(piece);
            if (piece.length < ask) {
                break;
            }
        }
        return all.toByteArray();
    }

    private boolean endsAt(long address, int size) {
        Found next = read(address, size, 1);
        return next.ended || next.fault;
    }

    /** Reads units of {@code size} bytes until one is zero, or there are {@code limit}. */
    Found read(long address, int size, int limit) {
        byte[] bytes = new byte[0];
        while (bytes.length / size < limit) {
            int want = (int) Math.min((long) CHUNK * size, (long) limit * size - bytes.length);
            long from = address + bytes.length;
            byte[] chunk = memory.map(m -> m.readUpTo(from, want)).orElse(new byte[0]);
            int usable = chunk.length / size * size;
            int end = zero(chunk, usable, size);
            byte[] longer = Arrays.copyOf(bytes, bytes.length + end);
            System.arraycopy(chunk, 0, longer, bytes.length, end);
            bytes = longer;
            if (end < usable) {
                return new Found(bytes, true, false);
            }
            if (usable < want) {
                return new Found(bytes, false, true);
            }
        }
        return new Found(bytes, false, false);
    }

    private static int zero(byte[] bytes, int length, int size) {
        for (int i = 0; i < length; i += size) {
            boolean zero = true;
            for (int j = 0; j < size; j++) {
                zero &= bytes[i + j] == 0;
            }
            if (zero) {
                return i;
            }
        }
        return length;
    }
}
