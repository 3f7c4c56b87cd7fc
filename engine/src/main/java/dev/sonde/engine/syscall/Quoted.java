package dev.sonde.engine.syscall;

/** Bytes as a C string literal, escaped as strace does: octal for what is not printable ASCII. */
final class Quoted {
    /** How many bytes of data are shown before {@code ...}. */
    static final int LIMIT = 32;

    private Quoted() {}

    /** The first {@code length} bytes, whole. */
    static String whole(byte[] bytes, int offset, int length) {
        var text = new StringBuilder(length + 2).append('"');
        for (int i = 0; i < length; i++) {
            int next = i + 1 < length ? bytes[offset + i + 1] : 0;
            append(text, bytes[offset + i], next >= '0' && next <= '9');
        }
        return text.append('"').toString();
    }

    /** Data of {@code total} bytes of which {@code bytes} is a beginning: shown up to {@link #LIMIT}. */
    static String limited(byte[] bytes, long total) {
        int shown = Math.min(bytes.length, LIMIT);
        return whole(bytes, 0, shown) + (total > shown ? "..." : "");
    }

    private static void append(StringBuilder text, byte b, boolean digitFollows) {
        switch (b) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\t' -> text.append("\\t");
            case '\r' -> text.append("\\r");
            case '\f' -> text.append("\\f");
            case 0x0b -> text.append("\\v");
            default -> {
                if (b >= ' ' && b < 0x7f) {
                    text.append((char) b);
                } else {
                    octal(text, b & 0xff, digitFollows);
                }
            }
        }
    }

    private static void octal(StringBuilder text, int b, boolean digitFollows) {
        String digits = Integer.toOctalString(b);
        // A digit after a short escape would be read as part of it.
        text.append('\\')
                .append(digitFollows ? "0".repeat(3 - digits.length()) : "")
                .append(digits);
    }
}
