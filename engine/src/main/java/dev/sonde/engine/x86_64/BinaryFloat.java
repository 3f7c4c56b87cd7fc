package dev.sonde.engine.x86_64;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Binary fractions as exact decimals. */
final class BinaryFloat {
    private BinaryFloat() {}

    /** The exact value of {@code integer * 2^power}. */
    static BigDecimal scale(BigInteger integer, int power) {
        return power >= 0
                ? new BigDecimal(integer.shiftLeft(power))
                // Multiplying by 5^n and moving the point by n places divides by 2^n without a remainder.
                : new BigDecimal(integer.multiply(BigInteger.valueOf(5).pow(-power)), -power);
    }
}
