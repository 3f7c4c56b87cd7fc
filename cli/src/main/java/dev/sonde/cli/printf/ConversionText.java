package dev.sonde.cli.printf;

import dev.sonde.cli.command.CommandException;
import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.Type.ArrayType;
import dev.sonde.engine.value.Value;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalInt;

/** What {@code printf} puts in place of its conversions. Source: printf(3). */
final class ConversionText {
    private static final int CHUNK = 256;
    /** Longer strings are cut: without an end a string would be as long as memory. */
    private static final int MAX_STRING = 1 << 24;

    private static final long INT_MASK = 0xffff_ffffL;
    private static final long SHORT_MASK = 0xffff;

    private final ExpressionContext context;

    /** @param context where strings are read from */
    ConversionText(ExpressionContext context) {
        this.context = context;
    }

    String text(PrintfFormat.Conversion conversion, Value value) {
        return switch (conversion.letter()) {
            case 'd', 'i' -> signed(conversion, integer(value));
            case 'u', 'o', 'x', 'X' -> unsigned(conversion, integer(value));
            case 'c' -> pad(conversion, character(integer(value)), false);
            case 's' -> string(conversion, value);
            case 'p' -> pointer(conversion, integer(value));
            default -> FloatConversion.text(conversion, FloatConversion.number(value));
        };
    }

    /**
     * The number that a value is.
     *
     * @throws CommandException if it is none
     */
    static long integer(Value value) {
        return switch (value) {
            case Value.Scalar scalar -> scalar.bits();
            case Value.WideInteger wide -> wide.number().longValue();
            case Value.Floating number -> (long) number.toDouble();
            case Value.Code code -> code.address();
            case Value.Aggregate _, Value.Untyped _, Value.VoidValue _, Value.Unavailable _, Value.SyntheticPointer _ ->
                throw new CommandException("Value can't be converted to integer.");
        };
    }

    private static String signed(PrintfFormat.Conversion conversion, long number) {
        long value = switch (conversion.length()) {
            case "" -> (int) number;
            case "h" -> (short) number;
            default -> number;
        };
        String digits = Long.toString(value);
        boolean negative = digits.startsWith("-");
        String sign = negative ? "-" : conversion.has('+') ? "+" : conversion.has(' ') ? " " : "";
        return number(conversion, sign, negative ? digits.substring(1) : digits, value == 0);
    }

    private static String unsigned(PrintfFormat.Conversion conversion, long number) {
        long value = switch (conversion.length()) {
            case "" -> number & INT_MASK;
            case "h" -> number & SHORT_MASK;
            default -> number;
        };
        boolean alternate = conversion.has('#') && value != 0;
        return switch (conversion.letter()) {
            case 'o' -> number(conversion, alternate ? "0" : "", Long.toOctalString(value), value == 0);
            case 'x' -> number(conversion, alternate ? "0x" : "", Long.toHexString(value), value == 0);
            case 'X' ->
                number(
                        conversion,
                        alternate ? "0X" : "",
                        Long.toHexString(value).toUpperCase(Locale.ROOT),
                        value == 0);
            default -> number(conversion, "", Long.toUnsignedString(value), value == 0);
        };
    }

    private static String number(PrintfFormat.Conversion conversion, String prefix, String digits, boolean zero) {
        OptionalInt precision = conversion.precision();
        if (precision.isEmpty()) {
            return pad(conversion, prefix, digits, true);
        }
        String wanted = zero && precision.getAsInt() == 0 ? "" : digits;
        String zeros = "0".repeat(Math.max(0, precision.getAsInt() - wanted.length()));
        return pad(conversion, prefix, zeros + wanted, false);
    }

    private static String pad(PrintfFormat.Conversion conversion, String text, boolean zerosAllowed) {
        return pad(conversion, "", text, zerosAllowed);
    }

    /** Brings a text to its width: with blanks on either side, or with zeros behind its prefix. */
    static String pad(PrintfFormat.Conversion conversion, String prefix, String text, boolean zerosAllowed) {
        int missing = Math.max(0, conversion.width() - prefix.length() - text.length());
        if (conversion.has('-')) {
            return prefix + text + " ".repeat(missing);
        }
        return zerosAllowed && conversion.has('0')
                ? prefix + "0".repeat(missing) + text
                : " ".repeat(missing) + prefix + text;
    }

    /** gdb writes nothing for the character zero. */
    private static String character(long number) {
        byte unit = (byte) number;
        return unit == 0 ? "" : new String(new byte[] {unit}, StandardCharsets.ISO_8859_1);
    }

    private static String pointer(PrintfFormat.Conversion conversion, long address) {
        return pad(conversion, address == 0 ? "(nil)" : "0x" + Long.toHexString(address), false);
    }

    private String string(PrintfFormat.Conversion conversion, Value value) {
        String text;
        if (value instanceof Value.Aggregate array && array.type().unqualified() instanceof ArrayType) {
            byte[] bytes = array.bytes();
            text = new String(bytes, 0, lengthOf(bytes), StandardCharsets.UTF_8);
        } else {
            long address = integer(value);
            text = address == 0 ? "(null)" : new String(stringAt(address), StandardCharsets.UTF_8);
        }
        OptionalInt precision = conversion.precision();
        boolean cut = precision.isPresent() && precision.getAsInt() < text.length();
        return pad(conversion, cut ? text.substring(0, precision.getAsInt()) : text, false);
    }

    private byte[] stringAt(long address) {
        Memory memory = context.memory().orElseThrow(() -> new MemoryFaultException(address, 1));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < MAX_STRING) {
            long at = address + bytes.size();
            byte[] chunk = memory.readUpTo(at, CHUNK);
            int length = lengthOf(chunk);
            bytes.write(chunk, 0, length);
            if (length < chunk.length) {
                break;
            }
            if (chunk.length < CHUNK) {
                throw new MemoryFaultException(at + chunk.length, 1);
            }
        }
        return bytes.toByteArray();
    }

    private static int lengthOf(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return i;
            }
        }
        return bytes.length;
    }
}
