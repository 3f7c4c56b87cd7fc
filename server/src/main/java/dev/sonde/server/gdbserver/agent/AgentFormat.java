package dev.sonde.server.gdbserver.agent;

import java.math.BigInteger;
import java.util.IllegalFormatException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The format of a {@code printf} operation, as printf(3) has it, with backslash escapes that are not resolved yet.
 *
 * @param arguments how many values it takes
 */
record AgentFormat(String format, int arguments) {
    private static final Pattern PIECE =
            Pattern.compile("%%|%([-+ #0]*)(\\d*)(\\.\\d+)?(hh|h|ll|l|z|j|t)?([diouxXcsp])|\\\\(.)", Pattern.DOTALL);
    private static final String ESCAPED = "ntrabfve";
    private static final String MEANING = "\n\t\r\u0007\b\f\u000b\u001b";

    /** The text with the values in their places. */
    String text(long[] values, AgentContext context) {
        StringBuilder text = new StringBuilder();
        Matcher matcher = PIECE.matcher(format);
        int next = 0;
        int end = 0;
        while (matcher.find()) {
            text.append(format, end, matcher.start());
            end = matcher.end();
            if (matcher.group(6) != null) {
                int escape = ESCAPED.indexOf(matcher.group(6));
                text.append(escape < 0 ? matcher.group(6) : String.valueOf(MEANING.charAt(escape)));
            } else if (matcher.group(5) == null) {
                text.append('%');
            } else if (next == values.length) {
                throw new AgentException("Wrong number of arguments for specified format-string");
            } else {
                text.append(value(matcher, values[next++], context));
            }
        }
        return text.append(format, end, format.length()).toString();
    }

    private static String value(Matcher piece, long value, AgentContext context) {
        String length = piece.group(4) == null ? "" : piece.group(4);
        boolean wide = length.startsWith("l") || length.equals("z") || length.equals("j") || length.equals("t");
        String flags = piece.group(1);
        String width = piece.group(2);
        String precision = piece.group(3) == null ? "" : piece.group(3);
        BigInteger unsigned =
                new BigInteger(wide ? Long.toUnsignedString(value) : Integer.toUnsignedString((int) value));
        try {
            return switch (piece.group(5).charAt(0)) {
                case 'd', 'i' -> String.format(Locale.ROOT, "%" + flags + width + "d", wide ? value : (int) value);
                case 'u' -> String.format(Locale.ROOT, "%" + flags + width + "d", unsigned);
                case 'x' -> String.format(Locale.ROOT, "%" + flags + width + "x", unsigned);
                case 'X' -> String.format(Locale.ROOT, "%" + flags + width + "X", unsigned);
                case 'o' -> String.format(Locale.ROOT, "%" + flags + width + "o", unsigned);
                case 'c' -> String.format(Locale.ROOT, "%" + flags + width + "c", (char) (value & 0xff));
                case 'p' -> String.format(Locale.ROOT, "%" + flags + width + "s", "0x" + Long.toHexString(value));
                default ->
                    String.format(
                            Locale.ROOT,
                            "%" + flags + width + precision + "s",
                            value == 0 ? "(null)" : context.string(value));
            };
        } catch (IllegalFormatException e) {
            throw new AgentException("Format directive '" + piece.group() + "' not supported in agent printf");
        }
    }
}
