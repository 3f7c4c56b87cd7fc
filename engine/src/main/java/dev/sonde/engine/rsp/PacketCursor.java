package dev.sonde.engine.rsp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a payload from its beginning to its end.
 *
 * <p>Whatever the payload holds, every method either gives what it says or throws {@link ProtocolException}.
 */
public final class PacketCursor {
    private final byte[] payload;
    private int position;

    /** At the beginning of {@code payload}. */
    public PacketCursor(byte[] payload) {
        this.payload = payload;
    }

    /** At the beginning of {@code payload}, each character of which is a byte. */
    public PacketCursor(String payload) {
        this(payload.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Whether nothing is left. */
    public boolean atEnd() {
        return position == payload.length;
    }

    /** How many bytes are left. */
    public int remaining() {
        return payload.length - position;
    }

    /** The next character without taking it; 0 at the end. */
    public char peek() {
        return atEnd() ? 0 : (char) (payload[position] & 0xff);
    }

    /** Takes the next character. */
    public char next() {
        if (atEnd()) {
            throw malformed("it ends too early");
        }
        return (char) (payload[position++] & 0xff);
    }

    /** Takes {@code text} if it comes next. */
    public boolean accept(String text) {
        if (!startsWith(text)) {
            return false;
        }
        position += text.length();
        return true;
    }

    /** Whether {@code text} comes next. */
    public boolean startsWith(String text) {
        if (remaining() < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if ((payload[position + i] & 0xff) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Takes {@code text}, which must come next. */
    public void expect(String text) {
        if (!accept(text)) {
            throw malformed("'" + text + "' is expected");
        }
    }

    /** Takes an unsigned hexadecimal number of at least one digit. */
    public long number() {
        int start = position;
        long value = 0;
        while (position < payload.length) {
            int digit = digit(payload[position]);
            if (digit < 0) {
                break;
            }
            if (value >>> 60 != 0) {
                throw malformed("a number has more than 64 bits");
            }
            value = value << 4 | digit;
            position++;
        }
        if (position == start) {
            throw malformed("a hexadecimal number is expected");
        }
        return value;
    }

    /** Takes an unsigned hexadecimal number of at most {@code maximum}. */
    public int number(int maximum) {
        long value = number();
        if (value < 0 || value > maximum) {
            throw malformed("0x" + Long.toHexString(value) + " is too large");
        }
        return (int) value;
    }

    /** Takes a hexadecimal number that may have a minus sign. */
    public long signedNumber() {
        return accept("-") ? -number() : number();
    }

    /** Takes a thread id: {@code TID}, {@code pPID} or {@code pPID.TID}, where -1 means all and 0 any. */
    public ThreadId thread() {
        if (!accept("p")) {
            return new ThreadId(ThreadId.UNSTATED, id());
        }
        long pid = id();
        return new ThreadId(pid, accept(".") ? id() : ThreadId.ALL);
    }

    private long id() {
        long id = signedNumber();
        if (id < -1 || id > Integer.MAX_VALUE) {
            throw malformed("0x" + Long.toHexString(id) + " is no id");
        }
        return id;
    }

    /** Takes all characters before the next {@code separator}, or the end, and the separator itself. */
    public String until(char separator) {
        int start = position;
        while (position < payload.length && payload[position] != (byte) separator) {
            position++;
        }
        String text = new String(payload, start, position - start, StandardCharsets.ISO_8859_1);
        if (!atEnd()) {
            position++;
        }
        return text;
    }

    /** Takes all that is left, as text. */
    public String rest() {
        return new String(binary(), StandardCharsets.ISO_8859_1);
    }

    /** Takes all that is left. */
    public byte[] binary() {
        byte[] left = Arrays.copyOfRange(payload, position, payload.length);
        position = payload.length;
        return left;
    }

    /** Takes pairs of hexadecimal digits as long as there are any, each a byte. */
    public byte[] hexBytes() {
        int end = position;
        while (end < payload.length && digit(payload[end]) >= 0) {
            end++;
        }
        if ((end - position) % 2 != 0) {
            throw malformed("an odd number of hexadecimal digits");
        }
        byte[] bytes = new byte[(end - position) / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (digit(payload[position]) << 4 | digit(payload[position + 1]));
            position += 2;
        }
        return bytes;
    }

    /** Takes exactly {@code count} pairs of hexadecimal digits. */
    public byte[] hexBytes(int count) {
        if (remaining() / 2 < count) {
            throw malformed(count + " bytes are expected");
        }
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            int high = digit(payload[position]);
            int low = digit(payload[position + 1]);
            if (high < 0 || low < 0) {
                throw malformed("hexadecimal digits are expected");
            }
            bytes[i] = (byte) (high << 4 | low);
            position += 2;
        }
        return bytes;
    }

    /** Takes pairs of hexadecimal digits that are a text in UTF-8. */
    public String hexText() {
        return new String(hexBytes(), StandardCharsets.UTF_8);
    }

    /** Throws unless nothing is left. */
    public void expectEnd() {
        if (!atEnd()) {
            throw malformed("something follows its end");
        }
    }

    private static int digit(byte c) {
        return c < 0 ? -1 : Character.digit(c, 16);
    }

    private ProtocolException malformed(String reason) {
        return new ProtocolException(
                "The packet \"" + PacketText.of(payload) + "\" is malformed at " + position + ": " + reason);
    }
}
