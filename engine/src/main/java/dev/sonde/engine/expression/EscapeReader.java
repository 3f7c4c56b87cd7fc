package dev.sonde.engine.expression;

import dev.sonde.engine.value.Type.CharacterKind;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads what stands between quotes, escape sequences included (C17 section 6.4.4.4). */
final class EscapeReader {
    private static final int MAX_OCTAL_DIGITS = 3;

    private final String text;
    private final char quote;
    private final CharacterKind kind;
    private int position;

    /** Reads from the opening quote at {@code start} on. */
    EscapeReader(String text, int start, CharacterKind kind) {
        this.text = text;
        this.quote = text.charAt(start);
        this.kind = kind;
        this.position = start + 1;
    }

    /** Where the text goes on. */
    int position() {
        return position;
    }

    /** Adds the units up to the closing quote, and passes it; false if there is none. */
    boolean readAll(List<Integer> units) {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == quote) {
                position++;
                return true;
            }
            if (c == '\\') {
                int start = position++;
                if (position == text.length()) {
                    return false;
                }
                escape(units, start);
            } else {
                int point = text.codePointAt(position);
                position += Character.charCount(point);
                encode(point, units);
            }
        }
        return false;
    }

    private void escape(List<Integer> units, int start) {
        char c = text.charAt(position);
        if (Character.digit(c, 8) >= 0) {
            units.add(octal());
        } else if (c == 'x') {
            position++;
            units.add(hexadecimal(start, Integer.MAX_VALUE));
        } else if (c == 'u' || c == 'U') {
            position++;
            boolean braced = c == 'u' && position < text.length() && text.charAt(position) == '{';
            position += braced ? 1 : 0;
            int point = hexadecimal(start, c == 'u' && !braced ? 4 : 8);
            if (braced && position < text.length() && text.charAt(position) == '}') {
                position++;
            } else if (braced) {
                throw new EvaluationException(
                        "Unicode escape without a closing brace", new Span(start, position - start));
            }
            if (!Character.isValidCodePoint(point)) {
                throw new EvaluationException("Unicode escape out of range", new Span(start, position - start));
            }
            encode(point, units);
        } else {
            int point = text.codePointAt(position);
            position += Character.charCount(point);
            encode(simple(point), units);
        }
    }

    private static int simple(int c) {
        return switch (c) {
            case 'a' -> 7;
            case 'b' -> 8;
            case 'e' -> 27;
            case 'f' -> 12;
            case 'n' -> 10;
            case 'r' -> 13;
            case 't' -> 9;
            case 'v' -> 11;
            default -> c;
        };
    }

    private int octal() {
        int value = 0;
        for (int i = 0; i < MAX_OCTAL_DIGITS && position < text.length(); i++) {
            int digit = Character.digit(text.charAt(position), 8);
            if (digit < 0) {
                break;
            }
            value = value * 8 + digit;
            position++;
        }
        return value;
    }

    private int hexadecimal(int start, int limit) {
        int value = 0;
        int digits = 0;
        while (digits < limit && position < text.length()) {
            int digit = Character.digit(text.charAt(position), 16);
            if (digit < 0) {
                break;
            }
            value = (value << 4) | digit;
            digits++;
            position++;
        }
        if (digits == 0) {
            throw new EvaluationException(
                    "\\x escape without a following hex digit", new Span(start, position - start));
        }
        return value;
    }

    private void encode(int point, List<Integer> units) {
        switch (kind) {
            case NUMBER, NARROW -> {
                for (byte b : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    units.add((int) b);
                }
            }
            case UTF16 -> {
                for (char c : Character.toChars(point)) {
                    units.add((int) c);
                }
            }
            case WIDE, UTF32 -> units.add(point);
        }
    }
}
