package dev.sonde.engine.expression;

import dev.sonde.engine.value.FloatArithmetic;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Type.CharacterKind;
import dev.sonde.engine.value.Type.FloatType;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Scalar;
import dev.sonde.engine.value.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The literals that Rust writes in other ways than C (The Rust Reference, section "Tokens"). */
final class RustLiterals {
    private static final Pattern INTEGER = Pattern.compile("0x([0-9a-fA-F_]+)|0o([0-7_]+)|0b([01_]+)|([0-9][0-9_]*)");
    private static final Pattern FLOAT =
            Pattern.compile("[0-9][0-9_]*(?:\\.[0-9][0-9_]*(?:[eE][+-]?[0-9_]+)?|[eE][+-]?[0-9_]+|\\.(?![.\\w]))");
    private static final Pattern SUFFIX = Pattern.compile("[iu](?:8|16|32|64|128|size)|f(?:32|64)");
    private static final Pattern RAW = Pattern.compile("(b?)r(#*)\"(.*?)\"\\2", Pattern.DOTALL);
    private static final Pattern REST = Pattern.compile("\\w*");
    private static final int MAX_EXPONENT_DIGITS = 4;
    private static final int MAX_LENGTH = 1000;

    private RustLiterals() {}

    /** The literal at an offset of a text; empty if there is none that C does not know. */
    static Optional<Token> at(String text, int start) {
        char c = text.charAt(start);
        if (c >= '0' && c <= '9') {
            return Optional.of(number(text, start));
        }
        if (c == 'b'
                && start + 1 < text.length()
                && (text.charAt(start + 1) == '\'' || text.charAt(start + 1) == '"')) {
            return Optional.of(bytes(text, start));
        }
        if (c == '\'') {
            return character(text, start);
        }
        Matcher raw = RAW.matcher(text).region(start, text.length());
        return (c == 'r' || c == 'b') && raw.lookingAt() ? Optional.of(raw(raw)) : Optional.empty();
    }

    private static Token number(String text, int start) {
        Matcher real = FLOAT.matcher(text).region(start, text.length());
        Matcher whole = INTEGER.matcher(text).region(start, text.length());
        boolean isReal = real.lookingAt();
        if (!isReal && !whole.lookingAt()) {
            throw new IllegalArgumentException("no digit at " + start);
        }
        int end = isReal ? real.end() : whole.end();
        Matcher rest = REST.matcher(text).region(end, text.length());
        rest.lookingAt();
        String suffix = rest.group();
        Span span = new Span(start, rest.end() - start);
        String all = text.substring(start, rest.end());
        if (span.length() > MAX_LENGTH) {
            throw new EvaluationException("Numeric constant too large.", span);
        }
        Optional<Type> type = SUFFIX.matcher(suffix).matches() ? RustTypes.named(suffix) : Optional.empty();
        if (type.isEmpty() && !suffix.isEmpty()) {
            throw invalid(all, span);
        }
        if (isReal) {
            return new Token.Literal(real(real.group(), type.orElse(RustTypes.F64), all, span), span);
        }
        BigInteger number = integer(whole, all, span);
        if (type.isPresent() && type.get() instanceof FloatType floating) {
            return new Token.Literal(FloatArithmetic.of(floating, new BigDecimal(number)), span);
        }
        return new Token.Literal(Values.integer(type.orElseGet(() -> typeOf(number, span)), number), span);
    }

    private static BigInteger integer(Matcher number, String all, Span span) {
        int[] radices = {16, 8, 2, 10};
        for (int i = 0; i < radices.length; i++) {
            if (number.group(i + 1) != null) {
                String digits = number.group(i + 1).replace("_", "");
                if (digits.isEmpty()) {
                    throw invalid(all, span);
                }
                BigInteger value = new BigInteger(digits, radices[i]);
                if (value.bitLength() > 2 * Long.SIZE) {
                    throw new EvaluationException("Numeric constant too large.", span);
                }
                return value;
            }
        }
        throw invalid(all, span);
    }

    private static Type typeOf(BigInteger number, Span span) {
        if (number.bitLength() < Integer.SIZE) {
            return RustTypes.I32;
        }
        if (number.bitLength() >= 2 * Long.SIZE) {
            throw new EvaluationException("Numeric constant too large.", span);
        }
        return number.bitLength() < Long.SIZE ? RustTypes.I64 : RustTypes.I128;
    }

    private static Value real(String text, Type type, String all, Span span) {
        String digits = text.replace("_", "");
        String exponent = digits.replaceFirst("^[^eE]*[eE]?[+-]?", "");
        boolean complete = !digits.endsWith("+") && !digits.endsWith("-") && !digits.matches(".*[eE]");
        if (!complete || !(type instanceof FloatType floating)) {
            throw invalid(all, span);
        }
        if (exponent.length() > MAX_EXPONENT_DIGITS) {
            throw new EvaluationException("Numeric constant too large.", span);
        }
        return FloatArithmetic.of(floating, new BigDecimal(digits));
    }

    private static EvaluationException invalid(String text, Span span) {
        return new EvaluationException("Invalid number \"" + text + "\".", span);
    }

    /** {@code b'a'} or {@code b"abc"}. */
    private static Token bytes(String text, int start) {
        EscapeReader reader = new EscapeReader(text, start + 1, CharacterKind.NARROW);
        List<Integer> units = new ArrayList<>();
        boolean closed = reader.readAll(units);
        Span span = new Span(start, reader.position() - start);
        boolean character = text.charAt(start + 1) == '\'';
        if (!closed) {
            throw new EvaluationException(
                    character ? "Unmatched single quote." : "Unterminated string in expression.", span);
        }
        if (character) {
            if (units.size() != 1) {
                throw new EvaluationException("Invalid character constant.", span);
            }
            return new Token.Literal(Scalar.of(RustTypes.U8, units.getFirst()), span);
        }
        byte[] bytes = new byte[units.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = units.get(i).byteValue();
        }
        return new Token.Literal(array(bytes), span);
    }

    /** A character, which Rust has 32 bits for; empty for what is longer, a name in quotes. */
    private static Optional<Token> character(String text, int start) {
        EscapeReader reader = new EscapeReader(text, start, CharacterKind.UTF32);
        List<Integer> units = new ArrayList<>();
        boolean one = reader.readAll(units) && units.size() == 1;
        return one
                ? Optional.of(new Token.Literal(
                        Scalar.of(RustTypes.CHAR, units.getFirst()), new Span(start, reader.position() - start)))
                : Optional.empty();
    }

    private static Token raw(Matcher raw) {
        Span span = new Span(raw.start(), raw.end() - raw.start());
        byte[] bytes = raw.group(3).getBytes(StandardCharsets.UTF_8);
        if (!raw.group(1).isEmpty()) {
            return new Token.Literal(array(bytes), span);
        }
        List<Integer> units = new ArrayList<>();
        for (byte each : bytes) {
            units.add((int) each);
        }
        return new Token.Text(new StringLiteral(CharacterKind.NARROW, units), span);
    }

    private static Value array(byte[] bytes) {
        return Values.aggregate(Types.arrayOf(RustTypes.U8, bytes.length), bytes, Place.Nowhere.INSTANCE);
    }
}
