package dev.sonde.engine.value;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Decimal floating-point numbers whose significand is a binary integer (IEEE 754 section 3.5.2, as the psABI has them). */
final class DecimalText {
    private DecimalText() {}

    static String of(byte[] bytes, int size) {
        BigInteger bits = Values.number(bytes, 0, size, false);
        int width = size * Byte.SIZE;
        int exponentBits = switch (size) {
            case 4 -> 8;
            case 8 -> 10;
            default -> 14;
        };
        int bias = switch (size) {
            case 4 -> 101;
            case 8 -> 398;
            default -> 6176;
        };
        String sign = bits.testBit(width - 1) ? "-" : "";
        BigInteger combination = bits.shiftRight(width - 6).and(BigInteger.valueOf(0x1f));
        if (combination.intValue() == 0x1e) {
            return sign + "Infinity";
        }
        if (combination.intValue() == 0x1f) {
            return sign + "NaN";
        }
        // Where the two leading bits are set, the exponent stands two bits further right and the significand starts
        // with 100.
        boolean large = bits.testBit(width - 2) && bits.testBit(width - 3);
        int exponentAt = width - 1 - exponentBits - (large ? 2 : 0);
        int exponent = bits.shiftRight(exponentAt).intValue() & ((1 << exponentBits) - 1);
        BigInteger significand = bits.and(BigInteger.ONE.shiftLeft(exponentAt).subtract(BigInteger.ONE));
        if (large) {
            significand = significand.setBit(exponentAt + 2);
        }
        BigDecimal number = new BigDecimal(significand, bias - exponent);
        // Java's notation has a plus sign where gdb's library has one too, and both write small exponents plainly.
        return sign + number;
    }
}
