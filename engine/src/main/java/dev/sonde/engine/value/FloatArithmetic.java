package dev.sonde.engine.value;

import dev.sonde.engine.value.Type.FloatType;
import dev.sonde.engine.value.Value.Floating;
import dev.sonde.engine.x86_64.Float80;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Arithmetic of floating-point numbers, rounded to the nearest with ties to even: extended numbers as the x87 unit
 * computes (Intel SDM vol. 1 chapter 8), all others as Java's own.
 */
public final class FloatArithmetic {
    private static final int BIAS = 16383;
    private static final int MAX_EXPONENT = 0x7fff;
    private static final int SIGN = 0x8000;
    private static final int SIGNIFICANT_BITS = 64;
    private static final int MIN_POWER = 1 - BIAS - (SIGNIFICANT_BITS - 1);
    private static final long INTEGER_BIT = Long.MIN_VALUE;
    private static final long QUIET_BITS = 0xc000_0000_0000_0000L;

    private FloatArithmetic() {}

    /** The four operations. */
    public enum Operation {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE
    }

    /** The number of {@code type} nearest to a decimal one; beyond its range, an infinity. */
    public static Floating of(FloatType type, BigDecimal number) {
        return switch (type.format()) {
            case SINGLE -> Values.floating(type, number.floatValue());
            case X87, EXTENDED, QUAD -> Values.extended(type, extended(number));
            default -> Values.floating(type, number.doubleValue());
        };
    }

    /** The number of {@code type} nearest to an integer. */
    public static Floating of(FloatType type, BigInteger number) {
        return of(type, new BigDecimal(number));
    }

    /** {@code left operation right} in the arithmetic of {@code type}. */
    public static Floating apply(Operation operation, FloatType type, Floating left, Floating right) {
        return switch (type.format()) {
            case X87, EXTENDED, QUAD -> Values.extended(type, extended(operation, left.extended(), right.extended()));
            case SINGLE, HALF, BFLOAT16 -> {
                float a = (float) left.toDouble();
                float b = (float) right.toDouble();
                yield Values.floating(
                        type,
                        switch (operation) {
                            case ADD -> a + b;
                            case SUBTRACT -> a - b;
                            case MULTIPLY -> a * b;
                            case DIVIDE -> a / b;
                        });
            }
            case DOUBLE -> {
                double a = left.toDouble();
                double b = right.toDouble();
                yield Values.floating(
                        type,
                        switch (operation) {
                            case ADD -> a + b;
                            case SUBTRACT -> a - b;
                            case MULTIPLY -> a * b;
                            case DIVIDE -> a / b;
                        });
            }
        };
    }

    /** The same number with the other sign. */
    public static Floating negate(Floating number) {
        FloatFormat format = number.format();
        long bits = format.isExtended() ? number.bits() : number.bits() ^ (1L << (format.size() * Byte.SIZE - 1));
        int upper = format.isExtended() ? number.signExponent() ^ SIGN : 0;
        return new Floating(number.type(), format, bits, upper, Place.Nowhere.INSTANCE);
    }

    /** The order of two numbers: negative, zero or positive; NaN equals nothing and is {@link Integer#MAX_VALUE}. */
    public static int compare(Floating left, Floating right) {
        if (!left.format().isExtended() && !right.format().isExtended()) {
            double a = left.toDouble();
            double b = right.toDouble();
            return a < b ? -1 : a > b ? 1 : a == b ? 0 : Integer.MAX_VALUE;
        }
        Float80 a = left.extended();
        Float80 b = right.extended();
        if (isUnordered(a) || isUnordered(b)) {
            return Integer.MAX_VALUE;
        }
        if (a.isInfinite() || b.isInfinite()) {
            return Double.compare(infinityOrZero(a), infinityOrZero(b));
        }
        return Exact.of(a).toDecimal().compareTo(Exact.of(b).toDecimal());
    }

    private static boolean isUnordered(Float80 number) {
        return number.isNan() || !number.isValid();
    }

    private static double infinityOrZero(Float80 number) {
        return !number.isInfinite() ? 0 : number.isNegative() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    /** Whether the number is neither zero. */
    public static boolean isTrue(Floating number) {
        return number.format().isExtended()
                ? number.bits() != 0 || (number.signExponent() & MAX_EXPONENT) != 0
                : number.toDouble() != 0;
    }

    /** The integer part, clipped to 64 bits with a sign; NaN gives the greatest number, as in gdb. */
    public static long toLong(Floating number) {
        if (!number.format().isExtended()) {
            double value = number.toDouble();
            return Double.isNaN(value) ? Long.MAX_VALUE : (long) value;
        }
        Float80 extended = number.extended();
        if (isUnordered(extended)) {
            return Long.MAX_VALUE;
        }
        if (extended.isInfinite()) {
            return extended.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        BigInteger integer = Exact.of(extended).toDecimal().toBigInteger();
        if (integer.bitLength() >= Long.SIZE) {
            return integer.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return integer.longValue();
    }

    private static Float80 extended(Operation operation, Float80 left, Float80 right) {
        if (isUnordered(left) || isUnordered(right)) {
            Float80 nan = isUnordered(left) ? left : right;
            return new Float80(nan.signExponent() | MAX_EXPONENT, nan.significand() | QUIET_BITS);
        }
        if (left.isInfinite() || right.isInfinite() || (operation == Operation.DIVIDE && right.significand() == 0)) {
            return special(operation, left, right);
        }
        Exact a = Exact.of(left);
        Exact b = Exact.of(right);
        boolean negative = left.isNegative() != right.isNegative();
        return switch (operation) {
            case ADD -> sum(a, b, left.isNegative() && right.isNegative());
            case SUBTRACT -> sum(a, b.negate(), left.isNegative() && !right.isNegative());
            case MULTIPLY -> round(negative, a.integer.multiply(b.integer).abs(), a.power + b.power, false);
            case DIVIDE -> quotient(a, b, negative);
        };
    }

    /** Infinities and divisions by zero follow the same rules in every format. */
    private static Float80 special(Operation operation, Float80 left, Float80 right) {
        double a = left.isInfinite() || left.significand() == 0 ? left.toDouble() : left.isNegative() ? -1 : 1;
        double b = right.isInfinite() || right.significand() == 0 ? right.toDouble() : right.isNegative() ? -1 : 1;
        double result = switch (operation) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
        };
        // The processor's default NaN is negative (Intel SDM vol. 1 table 4-3).
        return Double.isNaN(result) ? new Float80(SIGN | MAX_EXPONENT, QUIET_BITS) : Float80.of(result);
    }

    private static Float80 sum(Exact a, Exact b, boolean negativeZero) {
        int power = Math.min(a.power, b.power);
        BigInteger sum = a.integer.shiftLeft(a.power - power).add(b.integer.shiftLeft(b.power - power));
        return sum.signum() == 0
                ? new Float80(negativeZero ? SIGN : 0, 0)
                : round(sum.signum() < 0, sum.abs(), power, false);
    }

    private static Float80 quotient(Exact a, Exact b, boolean negative) {
        int shift = 2 * SIGNIFICANT_BITS + 2;
        BigInteger[] parts = a.integer.abs().shiftLeft(shift).divideAndRemainder(b.integer.abs());
        return round(negative, parts[0], a.power - b.power - shift, parts[1].signum() != 0);
    }

    /** The nearest extended number. Its own range is far wider than the digits a literal may have. */
    private static Float80 extended(BigDecimal number) {
        if (number.signum() == 0) {
            return new Float80(0, 0);
        }
        BigDecimal magnitude = number.abs();
        if (magnitude.scale() <= 0) {
            return round(number.signum() < 0, magnitude.toBigIntegerExact(), 0, false);
        }
        BigInteger divisor = BigInteger.TEN.pow(magnitude.scale());
        int shift = Math.max(0, divisor.bitLength() - magnitude.unscaledValue().bitLength()) + SIGNIFICANT_BITS + 2;
        BigInteger[] parts = magnitude.unscaledValue().shiftLeft(shift).divideAndRemainder(divisor);
        return round(number.signum() < 0, parts[0], -shift, parts[1].signum() != 0);
    }

    /** Rounds {@code (integer + a fraction if inexact) * 2^power}. */
    private static Float80 round(boolean negative, BigInteger integer, int power, boolean inexact) {
        int sign = negative ? SIGN : 0;
        if (integer.signum() == 0) {
            return new Float80(sign, 0);
        }
        int excess = Math.max(integer.bitLength() - SIGNIFICANT_BITS, MIN_POWER - power);
        BigInteger significand = integer;
        int exponent = power;
        if (excess > 0) {
            significand = integer.shiftRight(excess);
            exponent = power + excess;
            boolean half = integer.testBit(excess - 1);
            boolean beyond = inexact || integer.getLowestSetBit() < excess - 1;
            if (half && (beyond || significand.testBit(0))) {
                significand = significand.add(BigInteger.ONE);
            }
        }
        if (significand.signum() == 0) {
            return new Float80(sign, 0);
        }
        int up = Math.min(SIGNIFICANT_BITS - significand.bitLength(), exponent - MIN_POWER);
        significand = up >= 0 ? significand.shiftLeft(up) : significand.shiftRight(-up);
        exponent -= up;
        int biased = significand.bitLength() < SIGNIFICANT_BITS ? 0 : exponent + SIGNIFICANT_BITS - 1 + BIAS;
        return biased >= MAX_EXPONENT
                ? new Float80(sign | MAX_EXPONENT, INTEGER_BIT)
                : new Float80(sign | biased, significand.longValue());
    }

    /** A finite number as {@code integer * 2^power}. */
    private record Exact(BigInteger integer, int power) {
        static Exact of(Float80 number) {
            BigInteger magnitude = new BigInteger(Long.toUnsignedString(number.significand()));
            int power = Math.max(number.biasedExponent(), 1) - BIAS - (SIGNIFICANT_BITS - 1);
            return new Exact(number.isNegative() ? magnitude.negate() : magnitude, power);
        }

        Exact negate() {
            return new Exact(integer.negate(), power);
        }

        BigDecimal toDecimal() {
            BigDecimal scale = new BigDecimal(BigInteger.TWO.pow(Math.abs(power)));
            return power >= 0
                    ? new BigDecimal(integer).multiply(scale)
                    : new BigDecimal(integer).divide(scale, new MathContext(0, RoundingMode.UNNECESSARY));
        }
    }
}
