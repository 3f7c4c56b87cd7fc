package dev.sonde.engine.value;

import dev.sonde.engine.value.Type.CharacterKind;
import dev.sonde.engine.value.Type.IntegerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Characters and strings between quotes, with gdb's escapes and its notation for repeats. */
final class CharacterText {
    private static final int ASCII_END = 0x7f;
    private static final int LAST_OCTAL = 0777;

    private CharacterText() {}

    /** A character between single quotes. */
    static String quoted(CharacterKind kind, long bits) {
        int size = sizeOf(kind);
        long unit = bits & mask(size);
        // What is not ASCII stands alone only in the wide kinds.
        boolean printable = (kind == CharacterKind.NARROW || kind == CharacterKind.NUMBER)
                ? isPrintableAscii(unit)
                : isPrintable(unit);
        return kind.prefix() + "'" + escaped(unit, '\'', printable) + "'";
    }

    private static int sizeOf(CharacterKind kind) {
        return switch (kind) {
            case NUMBER, NARROW -> 1;
            case UTF16 -> 2;
            case WIDE, UTF32 -> 4;
        };
    }

    private static long mask(int size) {
        return (1L << (size * Byte.SIZE)) - 1;
    }

    private static boolean isPrintableAscii(long unit) {
        return unit >= ' ' && unit < ASCII_END;
    }

    private static boolean isPrintable(long unit) {
        if (unit <= ASCII_END || unit > Character.MAX_CODE_POINT) {
            return isPrintableAscii(unit);
        }
        return switch (Character.getType((int) unit)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String escaped(long unit, char quote, boolean printable) {
        if (unit == quote || unit == '\\') {
            return "\\" + (char) unit;
        }
        if (printable) {
            return Character.toString((int) unit);
        }
        return switch ((int) unit) {
            case 7 -> "\\a";
            case 8 -> "\\b";
            case 9 -> "\\t";
            case 10 -> "\\n";
            case 11 -> "\\v";
            case 12 -> "\\f";
            case 13 -> "\\r";
            default -> unit <= LAST_OCTAL ? String.format(Locale.ROOT, "\\%03o", unit) : "\\x" + Long.toHexString(unit);
        };
    }

    /** A string of an array's characters, without the zero that ends it. */
    static String array(IntegerType element, byte[] bytes, PrintOptions options) {
        int size = (int) element.size();
        int length = bytes.length / size;
        if (options.has(PrintFlag.NULL_STOP)) {
            int end = 0;
            while (end < length && unit(bytes, end, size) != 0) {
                end++;
            }
            return string(element, bytes, end, false, options);
        }
        boolean ended = length > 0 && unit(bytes, length - 1, size) == 0;
        return string(element, bytes, ended ? length - 1 : length, false, options);
    }

    /**
     * A string between double quotes.
     *
     * @param length the number of units that belong to it
     * @param ellipsis whether more follows that is not in {@code bytes}
     */
    static String string(IntegerType element, byte[] bytes, int length, boolean ellipsis, PrintOptions options) {
        CharacterKind kind = element.text();
        if (length == 0) {
            return kind.prefix() + "\"\"" + (ellipsis ? "..." : "");
        }
        List<Run> runs = new ArrayList<>();
        int position = 0;
        int counted = 0;
        int size = (int) element.size();
        while (position < length && counted < options.elementLimit()) {
            Run run = run(kind, bytes, position, length, size, options);
            runs.add(run);
            position += run.units * run.count;
            counted += run.count;
        }
        String more = ellipsis || position < length ? "..." : "";
        return kind.prefix() + join(runs, options) + more;
    }

    /**
     * Equal characters in a row.
     *
     * @param unit a character or, if it is not printable, the number of a unit
     * @param printable whether it is written as it is
     * @param units that one character takes
     * @param count how many there are
     */
    private record Run(long unit, boolean printable, int units, int count) {}

    private static Run run(CharacterKind kind, byte[] bytes, int position, int length, int size, PrintOptions options) {
        Run first = character(kind, bytes, position, length, size, options);
        int count = 1;
        int next = position + first.units;
        while (next < length && first.equals(character(kind, bytes, next, length, size, options))) {
            count++;
            next += first.units;
        }
        return new Run(first.unit, first.printable, first.units, count);
    }

    private static Run character(
            CharacterKind kind, byte[] bytes, int position, int length, int size, PrintOptions options) {
        long unit = unit(bytes, position, size);
        if (unit <= ASCII_END || !options.has(PrintFlag.UNICODE) || options.has(PrintFlag.SEVEN_BIT_STRINGS)) {
            return new Run(unit, isPrintableAscii(unit), 1, 1);
        }
        return switch (kind) {
            case WIDE, UTF32 -> new Run(unit, isPrintable(unit), 1, 1);
            case UTF16 -> {
                if (position + 1 < length && Character.isHighSurrogate((char) unit)) {
                    char low = (char) unit(bytes, position + 1, size);
                    if (Character.isLowSurrogate(low)) {
                        int point = Character.toCodePoint((char) unit, low);
                        yield new Run(point, isPrintable(point), 2, 1);
                    }
                }
                yield new Run(unit, isPrintable(unit), 1, 1);
            }
            case NUMBER, NARROW -> {
                int units = Utf8.length(bytes, position, length);
                int point = units == 0 ? 0 : Utf8.codePoint(bytes, position, units);
                yield isPrintable(point) ? new Run(point, true, units, 1) : new Run(unit, false, 1, 1);
            }
        };
    }

    private static long unit(byte[] bytes, int index, int size) {
        long unit = 0;
        for (int i = 0; i < size; i++) {
            unit |= (bytes[index * size + i] & 0xffL) << (i * Byte.SIZE);
        }
        return unit;
    }

    private static String join(List<Run> runs, PrintOptions options) {
        StringBuilder text = new StringBuilder();
        boolean open = false;
        boolean hexadecimal = false;
        for (Run run : runs) {
            if (run.count > options.repeatThreshold()) {
                text.append(open ? "\", " : text.isEmpty() ? "" : ", ");
                text.append('\'').append(escaped(run.unit, '\'', run.printable)).append('\'');
                text.append(" <repeats ").append(run.count).append(" times>");
                open = false;
                hexadecimal = false;
            } else {
                if (!open) {
                    text.append(text.isEmpty() ? "\"" : ", \"");
                    open = true;
                }
                for (int i = 0; i < run.count; i++) {
                    // A digit would become part of the hexadecimal escape before it.
                    boolean digit = hexadecimal && Character.digit((int) run.unit, 16) >= 0;
                    String one = escaped(run.unit, '"', run.printable && !digit);
                    hexadecimal = one.startsWith("\\x");
                    text.append(one);
                }
            }
        }
        return text.append(open ? "\"" : "").toString();
    }
}
