package dev.sonde.engine.value;

import dev.sonde.engine.value.Type.BooleanType;
import dev.sonde.engine.value.Type.CharacterKind;
import dev.sonde.engine.value.Type.IntegerType;
import dev.sonde.engine.value.Value.Floating;
import dev.sonde.engine.value.Value.Scalar;
import dev.sonde.engine.value.Value.WideInteger;
import dev.sonde.engine.x86_64.Float80;
import dev.sonde.engine.x86_64.FloatText;
import java.math.BigInteger;
import java.util.Optional;

/** Numbers in gdb's output formats. */
final class ScalarText {
    private static final int OCTAL_SHIFT = 3;

    private ScalarText() {}

    /** A number with the sign that its type gives it. */
    static String number(IntegerType type, long bits) {
        return type.signed() ? Long.toString(bits) : Long.toUnsignedString(bits);
    }

    /** The natural text of a floating-point number. */
    static String of(Floating number) {
        return switch (number.format()) {
            case BFLOAT16 -> FloatText.ofBfloat16((short) number.bits());
            case HALF -> FloatText.ofHalf((short) number.bits());
            case SINGLE -> FloatText.of(Float.intBitsToFloat((int) number.bits()));
            case DOUBLE -> FloatText.of(Double.longBitsToDouble(number.bits()));
            case X87, EXTENDED, QUAD -> FloatText.of(new Float80(number.signExponent(), number.bits()));
        };
    }

    /** A number of quadruple precision. */
    static String quad(byte[] bytes) {
        return FloatText.ofQuad(
                Values.number(bytes, Long.BYTES, Long.BYTES, true).longValue(),
                Values.number(bytes, 0, Long.BYTES, true).longValue());
    }

    /** An integer, pointer or floating-point number in a format that is neither for strings nor for instructions. */
    static String formatted(Value value, Format format, AddressSymbols symbols) {
        int size = (int) value.type().size();
        BigInteger bits = rawBits(value);
        return switch (format) {
            case HEXADECIMAL -> "0x" + bits.toString(16);
            case ZERO_PADDED_HEXADECIMAL -> {
                String digits = bits.toString(16);
                yield "0x" + "0".repeat(Math.max(0, 2 * size - digits.length())) + digits;
            }
            case OCTAL -> bits.signum() == 0 ? "0" : "0" + bits.toString(1 << OCTAL_SHIFT);
            case BINARY -> bits.toString(2);
            case UNSIGNED -> bits.toString();
            case DECIMAL -> signed(bits, size).toString();
            case ADDRESS -> address(integerPart(value), symbols);
            case CHARACTER -> character(value);
            case FLOAT -> floating(value, bits);
            case STRING, INSTRUCTION -> throw new IllegalArgumentException(format + " is no format for a number");
        };
    }

    private static int rawSize(Value value) {
        return value instanceof Floating number && number.format().isExtended()
                ? Float80.BYTES
                : (int) value.type().size();
    }

    /** The bytes of the value as a number without a sign; the padding of a long double does not count. */
    private static BigInteger rawBits(Value value) {
        int size = rawSize(value);
        return Values.number(Values.toBytes(value), 0, size, false);
    }

    private static BigInteger signed(BigInteger bits, int size) {
        int width = size * Byte.SIZE;
        return bits.testBit(width - 1) ? bits.subtract(BigInteger.ONE.shiftLeft(width)) : bits;
    }

    /** The number that the value stands for, without a fraction. */
    private static long integerPart(Value value) {
        return switch (value) {
            case Scalar scalar -> scalar.bits();
            case WideInteger wide -> wide.number().longValue();
            case Floating number -> FloatArithmetic.toLong(number);
            default -> throw new IllegalArgumentException(value.type().name() + " is no number");
        };
    }

    private static String address(long address, AddressSymbols symbols) {
        String symbol = symbols.text(address);
        return "0x" + Long.toHexString(address) + (symbol.isEmpty() ? "" : " " + symbol);
    }

    private static String character(Value value) {
        long number = integerPart(value);
        Optional<IntegerType> character = Types.character(value.type());
        if (character.isPresent()) {
            IntegerType type = character.get();
            return number(type, number) + " " + CharacterText.quoted(type.text(), number);
        }
        boolean signed = Values.isSigned(value.type()) || value instanceof Floating;
        long unit = signed ? (byte) number : number & 0xff;
        return unit + " " + CharacterText.quoted(CharacterKind.NARROW, unit);
    }

    /** Bits whose size is that of a floating-point type are read as one; others stay integers. */
    private static String floating(Value value, BigInteger bits) {
        if (value instanceof Floating number) {
            return of(number);
        }
        return switch ((int) value.type().size()) {
            case Float.BYTES -> FloatText.of(Float.intBitsToFloat(bits.intValue()));
            case Double.BYTES -> FloatText.of(Double.longBitsToDouble(bits.longValue()));
            case 2 * Long.BYTES ->
                FloatText.of(new Float80(bits.shiftRight(Long.SIZE).intValue() & 0xffff, bits.longValue()));
            default -> {
                boolean signed = Values.isSigned(value.type()) && !(value.type().unqualified() instanceof BooleanType);
                yield (signed ? signed(bits, (int) value.type().size()) : bits).toString();
            }
        };
    }
}
