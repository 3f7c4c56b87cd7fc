package dev.sonde.cli.printf;

import dev.sonde.engine.value.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** The conversions {@code e}, {@code f} and {@code g} of {@code printf}. Source: printf(3). */
final class FloatConversion {
    private static final int DEFAULT_PRECISION = 6;
    private static final int SMALLEST_PLAIN_EXPONENT = -4;

    private FloatConversion() {}

    /** The number to write; as gdb does it, the bits of an integer are those of a float of its size. */
    static double number(Value value) {
        if (value instanceof Value.Floating number) {
            return number.toDouble();
        }
        long bits = ConversionText.integer(value);
        return switch ((int) value.type().size()) {
            case Float.BYTES -> Float.intBitsToFloat((int) bits);
            case Double.BYTES -> Double.longBitsToDouble(bits);
            default -> bits;
        };
    }

    static String text(PrintfFormat.Conversion conversion, double number) {
        boolean negative = Double.doubleToRawLongBits(number) < 0;
        String sign = negative ? "-" : conversion.has('+') ? "+" : conversion.has(' ') ? " " : "";
        boolean finite = Double.isFinite(number);
        String text =
                finite ? magnitude(conversion, new BigDecimal(Math.abs(number))) : Double.isNaN(number) ? "nan" : "inf";
        boolean upper = Character.isUpperCase(conversion.letter());
        return ConversionText.pad(conversion, sign, upper ? text.toUpperCase(Locale.ROOT) : text, finite);
    }

    private static String magnitude(PrintfFormat.Conversion conversion, BigDecimal number) {
        int precision = conversion.precision().orElse(DEFAULT_PRECISION);
        boolean point = conversion.has('#');
        return switch (Character.toLowerCase(conversion.letter())) {
            case 'f' -> plain(number, precision, point);
            case 'e' -> scientific(number, precision, point);
            default -> general(number, Math.max(1, precision), point);
        };
    }

    private static String plain(BigDecimal number, int precision, boolean point) {
        String text = number.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
        return point && precision == 0 ? text + "." : text;
    }

    private static String scientific(BigDecimal number, int precision, boolean point) {
        BigDecimal rounded = rounded(number, precision + 1);
        int exponent = exponent(rounded);
        String mantissa = plain(rounded.movePointLeft(exponent), precision, point);
        return String.format(Locale.ROOT, "%se%s%02d", mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static String general(BigDecimal number, int digits, boolean keepsZeros) {
        BigDecimal rounded = rounded(number, digits);
        int exponent = exponent(rounded);
        boolean plain = exponent >= SMALLEST_PLAIN_EXPONENT && exponent < digits;
        if (keepsZeros) {
            return plain ? plain(number, digits - 1 - exponent, true) : scientific(number, digits - 1, true);
        }
        BigDecimal shortest = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
        return plain ? shortest.toPlainString() : scientific(shortest, shortest.precision() - 1, false);
    }

    private static BigDecimal rounded(BigDecimal number, int digits) {
        return number.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    private static int exponent(BigDecimal number) {
        return number.signum() == 0 ? 0 : number.precision() - number.scale() - 1;
    }
}
