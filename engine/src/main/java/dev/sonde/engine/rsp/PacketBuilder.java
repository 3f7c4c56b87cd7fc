package dev.sonde.engine.rsp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The payload of a packet, piece by piece. Escapes are the business of the connection. */
public final class PacketBuilder {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int length;

    /** An empty payload. */
    public PacketBuilder() {
        this(64);
    }

    /** An empty payload with room for {@code capacity} bytes. */
    public PacketBuilder(int capacity) {
        bytes = new byte[capacity];
    }

    /** A payload that begins with {@code text}. */
    public static PacketBuilder of(String text) {
        return new PacketBuilder().text(text);
    }

    /** Adds characters, each a byte. */
    public PacketBuilder text(String text) {
        return binary(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Adds an unsigned number in hexadecimal, without leading zeros. */
    public PacketBuilder number(long value) {
        return text(Long.toHexString(value));
    }

    /** Adds a thread id. */
    public PacketBuilder thread(ThreadId id) {
        return text(id.toString());
    }

    /** Adds bytes as two hexadecimal digits each, in their order in memory. */
    public PacketBuilder hex(byte... data) {
        return hex(data, 0, data.length);
    }

    /** Adds {@code count} of the bytes from {@code from} on as two hexadecimal digits each. */
    public PacketBuilder hex(byte[] data, int from, int count) {
        ensure(2L * count);
        int at = length;
        for (int i = from; i < from + count; i++) {
            int b = data[i];
            bytes[at++] = DIGITS[b >> 4 & 0xf];
            bytes[at++] = DIGITS[b & 0xf];
        }
        length = at;
        return this;
    }

    /** Adds the UTF-8 encoding of a text as hexadecimal digits. */
    public PacketBuilder hexText(String text) {
        return hex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds the {@code size} low bytes of a number, the lowest first, as hexadecimal digits. */
    public PacketBuilder littleEndian(long value, int size) {
        byte[] data = new byte[size];
        for (int i = 0; i < Math.min(size, Long.BYTES); i++) {
            data[i] = (byte) (value >>> (8 * i));
        }
        return hex(data);
    }

    /** Adds bytes as they are. */
    public PacketBuilder binary(byte[] data) {
        return binary(data, 0, data.length);
    }

    /** Adds {@code count} of the bytes from {@code from} on as they are. */
    public PacketBuilder binary(byte[] data, int from, int count) {
        ensure(count);
        System.arraycopy(data, from, bytes, length, count);
        length += count;
        return this;
    }

    /** How many bytes there are. */
    public int length() {
        return length;
    }

    /** The payload. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void ensure(long more) {
        long needed = length + more;
        if (needed > Integer.MAX_VALUE - 16) {
            throw new ProtocolException("A packet of " + needed + " bytes is too long");
        }
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 16, Math.max(needed, 2L * bytes.length)));
        }
    }
}
