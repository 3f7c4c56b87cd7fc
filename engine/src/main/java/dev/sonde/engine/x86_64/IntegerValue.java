package dev.sonde.engine.x86_64;

/**
 * An integer of up to 64 bits.
 *
 * @param bits the number, extended to 64 bits according to {@code signed}
 * @param size its size in bytes: 1, 2, 4 or 8
 * @param signed whether the top bit is a sign
 */
public record IntegerValue(long bits, int size, boolean signed) implements RegisterValue {
    /** Extends the low {@code size} bytes of {@code bits}. */
    public IntegerValue {
        if (size != 1 && size != 2 && size != 4 && size != 8) {
            throw new IllegalArgumentException("no integer has " + size + " bytes");
        }
        int unused = Long.SIZE - size * Byte.SIZE;
        bits = signed ? bits << unused >> unused : bits << unused >>> unused;
    }

    /** The low {@code size} bytes of {@code bits} as a two's complement number. */
    public static IntegerValue signed(long bits, int size) {
        return new IntegerValue(bits, size, true);
    }

    /** The low {@code size} bytes of {@code bits} as a number without a sign. */
    public static IntegerValue unsigned(long bits, int size) {
        return new IntegerValue(bits, size, false);
    }

    @Override
    public byte[] bytesFor(Register register) {
        if (register.format() == RegisterFormat.FLOAT80) {
            return Float80.of(bits, signed).toBytes();
        }
        int target = register.size();
        if (target < Long.BYTES && !fits(bits, target)) {
            throw new RegisterException(
                    register.name(), "0x" + Long.toHexString(bits) + " is too wide for its " + target + " bytes");
        }
        return toBytes(bits, target, signed && bits < 0 ? (byte) -1 : 0);
    }

    /** Whether a number fits {@code size} bytes, with or without a sign. */
    static boolean fits(long value, int size) {
        if (size >= Long.BYTES) {
            return true;
        }
        long above = value >> (size * Byte.SIZE - 1);
        return above >= -1 && above <= 1;
    }

    static byte[] toBytes(long bits, int size) {
        return toBytes(bits, size, (byte) 0);
    }

    private static byte[] toBytes(long bits, int size, byte extension) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = i < Long.BYTES ? (byte) (bits >>> (i * Byte.SIZE)) : extension;
        }
        return bytes;
    }

    /** The number without a sign that at most 8 bytes hold, the least significant first. */
    static IntegerValue fromBytes(byte[] bytes) {
        long bits = 0;
        for (int i = 0; i < bytes.length; i++) {
            bits |= (bytes[i] & 0xffL) << (i * Byte.SIZE);
        }
        return unsigned(bits, bytes.length);
    }
}
