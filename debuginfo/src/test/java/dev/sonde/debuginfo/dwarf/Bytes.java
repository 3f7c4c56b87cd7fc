package dev.sonde.debuginfo.dwarf;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** Builds a little-endian section byte by byte. */
public final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** No bytes yet. */
    public Bytes() {}

    public Bytes u8(int... values) {
        for (int value : values) {
            out.write(value);
        }
        return this;
    }

    public Bytes u16(int value) {
        return number(value, 2);
    }

    public Bytes u32(long value) {
        return number(value, 4);
    }

    public Bytes u64(long value) {
        return number(value, 8);
    }

    public Bytes number(long value, int size) {
        for (int i = 0; i < size; i++) {
            out.write((int) (value >> (8 * i)));
        }
        return this;
    }

    public Bytes uleb(long value) {
        long rest = value;
        do {
            int b = (int) (rest & 0x7f);
            rest >>>= 7;
            out.write(rest == 0 ? b : b | 0x80);
        } while (rest != 0);
        return this;
    }

    public Bytes sleb(long value) {
        long rest = value;
        while (true) {
            int b = (int) (rest & 0x7f);
            rest >>= 7;
            if ((rest == 0 && (b & 0x40) == 0) || (rest == -1 && (b & 0x40) != 0)) {
                out.write(b);
                return this;
            }
            out.write(b | 0x80);
        }
    }

    public Bytes string(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        out.write(0);
        return this;
    }

    public Bytes bytes(byte[] content) {
        out.writeBytes(content);
        return this;
    }

    public Bytes append(Bytes other) {
        return bytes(other.toArray());
    }

    /** Another builder's bytes behind their number in four bytes. */
    public Bytes sized(Bytes other) {
        return u32(other.size()).append(other);
    }

    public Bytes padTo(int multiple) {
        while (out.size() % multiple != 0) {
            out.write(0);
        }
        return this;
    }

    public int size() {
        return out.size();
    }

    public byte[] toArray() {
        return out.toByteArray();
    }

    public MemorySegment segment() {
        return MemorySegment.ofArray(toArray()).asReadOnly();
    }
}
