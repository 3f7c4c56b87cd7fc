package dev.sonde.engine.x86_64;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * The decimal texts of binary floating-point numbers, as gdb prints them: {@code %g} with as many significant digits as
 * tell any two numbers of the format apart, and the payload of a NaN in hexadecimal.
 */
public final class FloatText {
    /** IEEE 754 half precision. */
    static final FloatText HALF = new FloatText(16, 10, 5);
    /** The upper half of a single-precision number. */
    static final FloatText BFLOAT16 = new FloatText(16, 7, 4);
    /** IEEE 754 single precision. */
    static final FloatText SINGLE = new FloatText(32, 23, 9);
    /** IEEE 754 double precision. */
    static final FloatText DOUBLE = new FloatText(64, 52, 17);

    private static final int EXTENDED_DIGITS = 21;
    private static final int QUAD_DIGITS = 36;
    private static final int QUAD_BIAS = 16383;
    private static final int QUAD_FRACTION_BITS = 112;

    private final int bits;
    private final int fractionBits;
    private final int digits;

    private FloatText(int bits, int fractionBits, int digits) {
        this.bits = bits;
        this.fractionBits = fractionBits;
        this.digits = digits;
    }

    /** The half-precision number with these bits, with up to 5 significant digits. */
    public static String ofHalf(short bits) {
        return HALF.text(bits);
    }

    /** The {@code bfloat16} number with these bits, with up to 4 significant digits. */
    public static String ofBfloat16(short bits) {
        return BFLOAT16.text(bits);
    }

    /** A single-precision number with up to 9 significant digits. */
    public static String of(float value) {
        return SINGLE.text(Float.floatToRawIntBits(value));
    }

    /** A double-precision number with up to 17 significant digits. */
    public static String of(double value) {
        return DOUBLE.text(Double.doubleToRawLongBits(value));
    }

    /** An extended number with up to 21 significant digits; one that is not valid reads so. */
    public static String of(Float80 value) {
        if (!value.isValid()) {
            return "<invalid float value>";
        }
        if (value.isNan()) {
            return nan(value.isNegative(), value.significand(), Long.SIZE);
        }
        if (value.isInfinite()) {
            return signed(value.isNegative(), "inf");
        }
        return signed(value.isNegative(), general(value.magnitude(), EXTENDED_DIGITS));
    }

    /** A number of IEEE 754 quadruple precision with up to 36 significant digits. */
    public static String ofQuad(long upper, long lower) {
        boolean negative = upper < 0;
        int maxExponent = 2 * QUAD_BIAS + 1;
        int exponent = (int) (upper >>> 48) & maxExponent;
        long fraction = upper & 0xffff_ffff_ffffL;
        if (exponent == maxExponent) {
            return fraction == 0 && lower == 0 ? signed(negative, "inf") : nan(negative, lower, Long.SIZE);
        }
        BigInteger significand =
                BigInteger.valueOf(fraction).shiftLeft(Long.SIZE).or(new BigInteger(Long.toUnsignedString(lower)));
        if (exponent != 0) {
            significand = significand.setBit(QUAD_FRACTION_BITS);
        }
        int power = Math.max(exponent, 1) - QUAD_BIAS - QUAD_FRACTION_BITS;
        return signed(negative, general(BinaryFloat.scale(significand, power), QUAD_DIGITS));
    }

    /** The number with these bits; those above the format's size are ignored. */
    String text(long raw) {
        int exponentBits = bits - 1 - fractionBits;
        int maxExponent = (1 << exponentBits) - 1;
        int exponent = (int) (raw >>> fractionBits) & maxExponent;
        long fraction = raw & ((1L << fractionBits) - 1);
        boolean negative = ((raw >>> (bits - 1)) & 1) != 0;
        if (exponent == maxExponent) {
            return fraction == 0 ? signed(negative, "inf") : nan(negative, fraction, fractionBits);
        }
        long significand = exponent == 0 ? fraction : fraction | (1L << fractionBits);
        int power = Math.max(exponent, 1) - maxExponent / 2 - fractionBits;
        return signed(negative, general(BinaryFloat.scale(BigInteger.valueOf(significand), power), digits));
    }

    /** {@code printf}'s {@code %.<digits>g} of a number that is not negative. */
    static String general(BigDecimal value, int digits) {
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal rounded = value.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        BigDecimal shortest = rounded.stripTrailingZeros();
        if (exponent >= -4 && exponent < digits) {
            return shortest.toPlainString();
        }
        String figures = shortest.unscaledValue().toString();
        String mantissa = figures.length() == 1 ? figures : figures.charAt(0) + "." + figures.substring(1);
        return String.format(Locale.ROOT, "%se%s%02d", mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    /** gdb writes the payload in words of 32 bits, of which only the first drops its leading zeros. */
    private static String nan(boolean negative, long payload, int payloadBits) {
        String hexadecimal = payloadBits <= Integer.SIZE
                ? Long.toHexString(payload)
                : String.format(Locale.ROOT, "%x%08x", payload >>> Integer.SIZE, (int) payload);
        return signed(negative, "nan(0x" + hexadecimal + ")");
    }

    private static String signed(boolean negative, String magnitude) {
        return negative ? "-" + magnitude : magnitude;
    }
}
