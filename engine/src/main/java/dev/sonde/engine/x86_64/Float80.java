package dev.sonde.engine.x86_64;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * An x87 double extended-precision number: a sign, 15 bits of exponent, and a 64-bit significand whose leading bit is
 * explicit (Intel SDM vol. 1 section 4.2.2).
 *
 * @param signExponent the upper 16 bits, 0 to 0xffff: the sign and the exponent, biased by 16383
 * @param significand the lower 64 bits
 */
public record Float80(int signExponent, long significand) implements RegisterValue {
    /** The size in bytes. */
    public static final int BYTES = 10;

    static final int MAX_EXPONENT = 0x7fff;

    private static final int BIAS = 16383;
    private static final int FRACTION_BITS = 63;
    private static final int SIGN = 0x8000;
    private static final long INTEGER_BIT = Long.MIN_VALUE;

    private static final int DOUBLE_BIAS = 1023;
    private static final int DOUBLE_FRACTION_BITS = 52;
    private static final int DOUBLE_MAX_EXPONENT = 0x7ff;
    private static final long DOUBLE_FRACTION = (1L << DOUBLE_FRACTION_BITS) - 1;

    /** Checks the upper 16 bits. */
    public Float80 {
        if (signExponent < 0 || signExponent > 0xffff) {
            throw new IllegalArgumentException("sign and exponent 0x" + Integer.toHexString(signExponent));
        }
    }

    /** The number with the bytes of an x87 register, the least significant first. */
    public static Float80 fromBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an extended number has 10 bytes, not " + bytes.length);
        }
        long low = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            low |= (bytes[i] & 0xffL) << (i * Byte.SIZE);
        }
        return new Float80((bytes[8] & 0xff) | ((bytes[9] & 0xff) << 8), low);
    }

    /** The bytes of an x87 register that holds the number, the least significant first. */
    public byte[] toBytes() {
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (significand >>> (i * Byte.SIZE));
        }
        bytes[8] = (byte) signExponent;
        bytes[9] = (byte) (signExponent >>> 8);
        return bytes;
    }

    /** The same number as {@code value}; always exact. The payload of a NaN moves to the top of the significand. */
    public static Float80 of(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int sign = bits < 0 ? SIGN : 0;
        int exponent = (int) (bits >>> DOUBLE_FRACTION_BITS) & DOUBLE_MAX_EXPONENT;
        long fraction = bits & DOUBLE_FRACTION;
        int shift = FRACTION_BITS - DOUBLE_FRACTION_BITS;
        if (exponent == DOUBLE_MAX_EXPONENT) {
            return new Float80(sign | MAX_EXPONENT, INTEGER_BIT | (fraction << shift));
        }
        if (exponent != 0) {
            return new Float80(sign | (exponent - DOUBLE_BIAS + BIAS), INTEGER_BIT | (fraction << shift));
        }
        if (fraction == 0) {
            return new Float80(sign, 0);
        }
        // A subnormal double is a normal number here.
        int leading = Long.numberOfLeadingZeros(fraction);
        int power = 1 - DOUBLE_BIAS - DOUBLE_FRACTION_BITS + FRACTION_BITS - leading;
        return new Float80(sign | (power + BIAS), fraction << leading);
    }

    /** The same number as the integer {@code value}; always exact. */
    static Float80 of(long value, boolean signed) {
        if (value == 0) {
            return new Float80(0, 0);
        }
        boolean negative = signed && value < 0;
        long magnitude = negative ? -value : value;
        int leading = Long.numberOfLeadingZeros(magnitude);
        return new Float80((negative ? SIGN : 0) | (BIAS + FRACTION_BITS - leading), magnitude << leading);
    }

    /** The nearest double, ties to even; a NaN keeps the top of its payload, and what is not valid gives a NaN. */
    public double toDouble() {
        if (!isValid()) {
            return Double.NaN;
        }
        if (biasedExponent() == MAX_EXPONENT) {
            long sign = isNegative() ? Long.MIN_VALUE : 0;
            long fraction = (significand & ~INTEGER_BIT) >>> (FRACTION_BITS - DOUBLE_FRACTION_BITS);
            // A payload in the low bits alone must not turn into infinity; quiet it as the processor's fst does.
            long quiet = isNan() ? 1L << (DOUBLE_FRACTION_BITS - 1) : 0;
            return Double.longBitsToDouble(
                    sign | ((long) DOUBLE_MAX_EXPONENT << DOUBLE_FRACTION_BITS) | fraction | quiet);
        }
        double magnitude = significand == 0 ? 0 : magnitude().doubleValue();
        return isNegative() ? -magnitude : magnitude;
    }

    /** The exponent as it is stored. */
    public int biasedExponent() {
        return signExponent & MAX_EXPONENT;
    }

    /** Whether the sign bit is set. */
    public boolean isNegative() {
        return (signExponent & SIGN) != 0;
    }

    /** Whether the leading bit agrees with the exponent; the processor refuses to compute with what is not valid. */
    public boolean isValid() {
        return biasedExponent() == 0 == (significand >= 0);
    }

    /** Whether this is a NaN, quiet or signalling. */
    public boolean isNan() {
        return biasedExponent() == MAX_EXPONENT && (significand & ~INTEGER_BIT) != 0;
    }

    /** Whether this is an infinity. */
    public boolean isInfinite() {
        return biasedExponent() == MAX_EXPONENT && (significand & ~INTEGER_BIT) == 0;
    }

    /** The exact absolute value; meaningless for a NaN or an infinity. */
    BigDecimal magnitude() {
        BigInteger unsigned = new BigInteger(Long.toUnsignedString(significand));
        int power = Math.max(biasedExponent(), 1) - BIAS - FRACTION_BITS;
        return BinaryFloat.scale(unsigned, power);
    }

    @Override
    public byte[] bytesFor(Register register) {
        if (register.size() < BYTES) {
            throw new RegisterException(
                    register.name(), "an 80-bit number is too wide for its " + register.size() + " bytes");
        }
        return Arrays.copyOf(toBytes(), register.size());
    }

    /** The number as gdb prints it, with up to 21 significant digits. */
    @Override
    public String toString() {
        return FloatText.of(this);
    }
}
