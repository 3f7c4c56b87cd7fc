package dev.sonde.debuginfo.bytes;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A position in a little-endian section, and the reads that move it.
 *
 * <p>Every read checks its bounds and throws {@link FormatException} with the section's name and the offset when the
 * data ends too early; no other exception escapes. Not thread-safe: each reader makes its own cursor over the shared
 * segment.
 */
public final class ByteCursor {
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final String section;
    private final MemorySegment bytes;
    private final long end;
    private long position;

    private ByteCursor(String section, MemorySegment bytes, long position, long end) {
        this.section = section;
        this.bytes = bytes;
        this.position = position;
        this.end = end;
    }

    /**
     * A cursor at the start of {@code bytes}.
     *
     * @param section the name that errors carry, such as {@code .debug_line}
     */
    public static ByteCursor of(String section, MemorySegment bytes) {
        return new ByteCursor(section, bytes, 0, bytes.byteSize());
    }

    /** A cursor over the same section at {@code offset}, ending where this one ends. */
    public ByteCursor at(long offset) {
        if (offset < 0 || offset > end) {
            throw new FormatException(section, offset, "offset is outside the section of " + end + " bytes");
        }
        return new ByteCursor(section, bytes, offset, end);
    }

    /** A cursor over the next {@code length} bytes; this one moves past them. Offsets stay those of the section. */
    public ByteCursor slice(long length) {
        long start = advance(length);
        return new ByteCursor(section, bytes, start, start + length);
    }

    /** The offset of the next byte from the start of the section. */
    public long position() {
        return position;
    }

    /** The offset at which reading must stop. */
    public long end() {
        return end;
    }

    /** How many bytes are left. */
    public long remaining() {
        return end - position;
    }

    /** Whether any byte is left. */
    public boolean hasRemaining() {
        return position < end;
    }

    /** The name that errors carry. */
    public String section() {
        return section;
    }

    /** Moves past {@code length} bytes. */
    public void skip(long length) {
        advance(length);
    }

    /** Moves to {@code offset}, counted from the start of the section. */
    public void seek(long offset) {
        if (offset < 0 || offset > end) {
            throw new FormatException(section, offset, "offset is outside the section of " + end + " bytes");
        }
        position = offset;
    }

    /** The next byte, unsigned. */
    public int u8() {
        return bytes.get(ValueLayout.JAVA_BYTE, advance(1)) & 0xff;
    }

    /** The next byte, signed. */
    public int s8() {
        return bytes.get(ValueLayout.JAVA_BYTE, advance(1));
    }

    /** The next two bytes, unsigned. */
    public int u16() {
        return bytes.get(U16, advance(2)) & 0xffff;
    }

    /** The next three bytes, unsigned (DWARF 5's {@code DW_FORM_strx3} and {@code DW_FORM_addrx3}). */
    public int u24() {
        int low = u16();
        return low | u8() << 16;
    }

    /** The next four bytes, unsigned. */
    public long u32() {
        return bytes.get(U32, advance(4)) & 0xffff_ffffL;
    }

    /** The next four bytes, signed. */
    public int s32() {
        return bytes.get(U32, advance(4));
    }

    /** The next eight bytes. */
    public long u64() {
        return bytes.get(U64, advance(8));
    }

    /**
     * An unsigned number of {@code size} bytes.
     *
     * @param size 1, 2, 3, 4 or 8
     */
    public long unsigned(int size) {
        return switch (size) {
            case 1 -> u8();
            case 2 -> u16();
            case 3 -> u24();
            case 4 -> u32();
            case 8 -> u64();
            default -> throw new FormatException(section, position, "no number has " + size + " bytes");
        };
    }

    /** An unsigned LEB128 number (DWARF 5 section 7.6). Bits above 63 must be zero. */
    public long uleb128() {
        long start = position;
        long result = 0;
        for (int shift = 0; ; shift += 7) {
            int b = u8();
            int payload = b & 0x7f;
            if (shift < 63) {
                result |= (long) payload << shift;
            } else if (shift == 63 && payload <= 1) {
                result |= (long) payload << 63;
            } else if (payload != 0) {
                throw new FormatException(section, start, "a ULEB128 number does not fit 64 bits");
            }
            if ((b & 0x80) == 0) {
                return result;
            }
        }
    }

    /** A signed LEB128 number (DWARF 5 section 7.6). Bits above 63 must repeat the sign. */
    public long sleb128() {
        long start = position;
        long result = 0;
        for (int shift = 0; ; shift += 7) {
            int b = u8();
            int payload = b & 0x7f;
            if (shift < 63) {
                result |= (long) payload << shift;
            } else if (shift == 63 && (payload == 0 || payload == 0x7f)) {
                result |= (long) payload << 63;
            } else if (payload != (result < 0 ? 0x7f : 0)) {
                throw new FormatException(section, start, "an SLEB128 number does not fit 64 bits");
            }
            if ((b & 0x80) == 0) {
                if (shift < 63 && (b & 0x40) != 0) {
                    result |= -1L << (shift + 7);
                }
                return result;
            }
        }
    }

    /** Moves past a LEB128 number, signed or not, of any length. */
    public void skipLeb128() {
        long start = position;
        for (long at = start; at < end; at++) {
            if (bytes.get(ValueLayout.JAVA_BYTE, at) >= 0) {
                position = at + 1;
                return;
            }
        }
        throw new FormatException(section, start, "a LEB128 number does not end before the end of the data");
    }

    /** The string up to the next zero byte, decoded as UTF-8; the cursor moves past the zero. */
    public String string() {
        long start = position;
        skipString();
        byte[] content = new byte[Math.toIntExact(position - 1 - start)];
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, start, content, 0, content.length);
        return new String(content, StandardCharsets.UTF_8);
    }

    /** Moves past the next zero byte. */
    public void skipString() {
        long start = position;
        for (long at = start; at < end; at++) {
            if (bytes.get(ValueLayout.JAVA_BYTE, at) == 0) {
                position = at + 1;
                return;
            }
        }
        throw new FormatException(section, start, "a string has no terminating zero before the end");
    }

    /** The next {@code length} bytes as a view of the section, not a copy. */
    public MemorySegment bytes(long length) {
        return bytes.asSlice(advance(length), length);
    }

    private long advance(long length) {
        long start = position;
        if (length < 0 || length > end - start) {
            throw new FormatException(
                    section,
                    start,
                    "needs " + Long.toUnsignedString(length) + " bytes, only " + (end - start) + " are left");
        }
        position = start + length;
        return start;
    }
}
