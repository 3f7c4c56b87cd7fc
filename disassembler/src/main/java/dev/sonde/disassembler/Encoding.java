package dev.sonde.disassembler;

import java.util.HexFormat;

/**
 * The bytes of one instruction, at most 15 (Intel SDM volume 2, section 2.3.11), as an immutable value.
 *
 * @param low the first eight bytes, the first in the lowest bits
 * @param high the others, in the same order
 * @param length how many bytes there are; those beyond are zero
 */
public record Encoding(long low, long high, int length) {
    /** The most bytes that an instruction can have. */
    public static final int MAX_LENGTH = 15;

    /** Checks the length. */
    public Encoding {
        if (length < 0 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("an instruction cannot have " + length + " bytes");
        }
    }

    /** The encoding of {@code length} bytes of {@code code} from {@code offset} on. */
    public static Encoding of(byte[] code, int offset, int length) {
        long low = 0;
        long high = 0;
        for (int i = 0; i < length; i++) {
            long value = (code[offset + i] & 0xffL) << (i * Byte.SIZE);
            if (i < Long.BYTES) {
                low |= value;
            } else {
                high |= value;
            }
        }
        return new Encoding(low, high, length);
    }

    /** Byte {@code index}, unsigned. */
    public int at(int index) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException("byte " + index + " of an instruction of " + length);
        }
        long word = index < Long.BYTES ? low : high;
        return (int) (word >>> (index % Long.BYTES * Byte.SIZE)) & 0xff;
    }

    /** A copy of the bytes. */
    public byte[] toArray() {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) at(i);
        }
        return bytes;
    }

    /** The bytes in hexadecimal, separated by spaces, as {@code disassemble /r} of gdb prints them. */
    @Override
    public String toString() {
        return HexFormat.ofDelimiter(" ").formatHex(toArray());
    }
}
