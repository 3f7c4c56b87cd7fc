package dev.sonde.debuginfo.dwarf.expression;

import dev.sonde.debuginfo.bytes.FormatException;

/**
 * A typed value on the stack of an expression.
 *
 * <p>Source: DWARF 5 section 2.5.1. The generic type, an integer as wide as an address and of no sign, has {@code
 * generic} set.
 */
sealed interface StackValue {
    /** The value's type. */
    BaseType type();

    /** The value in memory's little-endian order. */
    byte[] bytes();

    /** An integer, already wrapped to its type. */
    record Integral(BaseType type, boolean generic, long value) implements StackValue {
        @Override
        public byte[] bytes() {
            return littleEndian(value, type.byteSize());
        }
    }

    /** A floating-point number; of four bytes it is always a float's value. */
    record Floating(BaseType type, double value) implements StackValue {
        @Override
        public byte[] bytes() {
            return type.byteSize() == 4
                    ? littleEndian(Float.floatToRawIntBits((float) value), 4)
                    : littleEndian(Double.doubleToRawLongBits(value), 8);
        }
    }

    /** A value that can be carried but not computed with, such as one of 16 bytes. */
    final class Opaque implements StackValue {
        private final BaseType type;
        private final byte[] content;

        Opaque(BaseType type, byte[] content) {
            this.type = type;
            this.content = content.clone();
        }

        @Override
        public BaseType type() {
            return type;
        }

        @Override
        public byte[] bytes() {
            return content.clone();
        }
    }

    /** The value of {@code type} whose bytes are {@code content}, as many as the type has. */
    static StackValue of(BaseType type, byte[] content) {
        if (content.length != type.byteSize()) {
            throw new FormatException(
                    "expression", 0, content.length + " bytes for a type of " + type.byteSize() + " bytes");
        }
        if (type.isIntegral()) {
            return new Integral(type, false, type.wrap(littleEndian(content)));
        }
        if (type.isFloat()) {
            long bits = littleEndian(content);
            return new Floating(
                    type, type.byteSize() == 4 ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits));
        }
        return new Opaque(type, content);
    }

    /** The number in up to eight little-endian bytes, zero-extended. */
    static long littleEndian(byte[] content) {
        long value = 0;
        for (int i = Math.min(content.length, 8) - 1; i >= 0; i--) {
            value = (value << 8) | (content[i] & 0xff);
        }
        return value;
    }

    private static byte[] littleEndian(long value, int size) {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (value >> (8 * i));
        }
        return content;
    }
}
