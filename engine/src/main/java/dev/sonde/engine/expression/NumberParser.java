package dev.sonde.engine.expression;

import dev.sonde.engine.value.FloatArithmetic;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Type.FloatType;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of C with their suffixes and types (C17 sections 6.4.4.1 and 6.4.4.2), as far as gdb agrees. */
final class NumberParser {
    private static final Pattern INTEGER =
            Pattern.compile("(0x[0-9a-f]+|0b[01]+|0[td]?[0-9]*|[1-9][0-9]*)(u?l?l?|l?l?u)");
    private static final Pattern DECIMAL_FLOAT =
            Pattern.compile("((?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:e[+-]?[0-9]*)?)(f|l|)");
    private static final Pattern HEXADECIMAL_FLOAT =
            Pattern.compile("0x([0-9a-f]*)\\.?([0-9a-f]*)(?:p([+-]?[0-9]+))?(f|l|)");
    private static final int MAX_LENGTH = 1000;
    private static final int MAX_EXPONENT = 20_000;

    private NumberParser() {}

    static Value parse(String text, Span span) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (text.length() > MAX_LENGTH) {
            throw new EvaluationException("Numeric constant too large.", span);
        }
        Matcher integer = INTEGER.matcher(lower);
        if (integer.matches()) {
            return integer(text, integer.group(1), integer.group(2), span);
        }
        boolean hexadecimal = lower.startsWith("0x");
        if (hexadecimal && (lower.indexOf('.') >= 0 || lower.indexOf('p') >= 0)) {
            Matcher number = HEXADECIMAL_FLOAT.matcher(lower);
            if (number.matches() && !(number.group(1) + number.group(2)).isEmpty()) {
                return hexadecimal(number, text, span);
            }
        } else if (!hexadecimal) {
            Matcher number = DECIMAL_FLOAT.matcher(lower);
            // A suffix alone does not make a floating-point number.
            boolean integral = lower.chars().allMatch(c -> c != '.' && c != 'e');
            if (number.matches() && !integral) {
                return decimal(number, text, span);
            }
        }
        throw invalid(text, span);
    }

    private static EvaluationException invalid(String text, Span span) {
        return new EvaluationException("Invalid number \"" + text + "\".", span);
    }

    private static Value integer(String text, String digits, String suffix, Span span) {
        int radix = 10;
        String figures = digits;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            char letter = digits.charAt(1);
            // In gdb 0t and 0d announce decimal digits.
            radix = switch (letter) {
                case 'x' -> 16;
                case 'b' -> 2;
                case 'd', 't' -> 10;
                default -> 8;
            };
            figures = digits.substring(Character.isDigit(letter) ? 1 : 2);
        }
        BigInteger number;
        try {
            number = new BigInteger(figures, radix);
        } catch (NumberFormatException _) {
            throw invalid(text, span);
        }
        if (number.bitLength() > Long.SIZE) {
            throw new EvaluationException("Numeric constant too large.", span);
        }
        boolean unsigned = suffix.indexOf('u') >= 0;
        int longs = suffix.length() - (unsigned ? 1 : 0);
        return Scalar.of(typeOf(number.bitLength(), radix == 10, unsigned, longs), number.longValue());
    }

    private static Type typeOf(int bits, boolean decimal, boolean unsigned, int longs) {
        boolean mayBeUnsigned = unsigned || !decimal;
        if (longs == 0 && !unsigned && bits < Integer.SIZE) {
            return Types.INT;
        }
        if (longs == 0 && mayBeUnsigned && bits <= Integer.SIZE) {
            return Types.UNSIGNED_INT;
        }
        if (!unsigned && bits < Long.SIZE) {
            return longs == 2 ? Types.LONG_LONG : Types.LONG;
        }
        // A decimal number that no signed type holds becomes unsigned, as in gdb.
        return longs == 2 ? Types.UNSIGNED_LONG_LONG : Types.UNSIGNED_LONG;
    }

    private static FloatType suffixType(String suffix) {
        return switch (suffix) {
            case "f" -> Types.FLOAT;
            case "l" -> Types.LONG_DOUBLE;
            default -> Types.DOUBLE;
        };
    }

    private static Value decimal(Matcher number, String text, Span span) {
        String digits = number.group(1);
        int e = digits.indexOf('e');
        // As strtod does, gdb ignores an exponent without digits.
        if (e >= 0 && !Character.isDigit(digits.charAt(digits.length() - 1))) {
            digits = digits.substring(0, e);
        }
        checkExponent(e >= 0 && e < digits.length() ? digits.substring(e + 1) : "0", text, span);
        return FloatArithmetic.of(suffixType(number.group(2)), new BigDecimal(digits));
    }

    private static Value hexadecimal(Matcher number, String text, Span span) {
        String fraction = number.group(2);
        String exponent = number.group(3) == null ? "0" : number.group(3);
        checkExponent(exponent, text, span);
        int power = Integer.parseInt(exponent) - 4 * fraction.length();
        BigInteger figures = new BigInteger(number.group(1) + fraction, 16);
        BigDecimal value = power >= 0
                ? new BigDecimal(figures.shiftLeft(power))
                : new BigDecimal(figures).divide(new BigDecimal(BigInteger.ONE.shiftLeft(-power)));
        return FloatArithmetic.of(suffixType(number.group(4)), value);
    }

    private static void checkExponent(String exponent, String text, Span span) {
        try {
            if (Math.abs(Integer.parseInt(exponent)) > MAX_EXPONENT) {
                throw new EvaluationException("Numeric constant too large.", span);
            }
        } catch (NumberFormatException _) {
            throw invalid(text, span);
        }
    }
}
