package dev.sonde.engine.value;

/** Finds the characters of UTF-8 among bytes that may be anything (Unicode 15 table 3-7). */
final class Utf8 {
    private Utf8() {}

    /** The number of bytes of the well-formed character that starts at {@code position}, 0 if none does. */
    static int length(byte[] bytes, int position, int end) {
        int lead = bytes[position] & 0xff;
        int length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
        if (length == 0 || position + length > end) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[position + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        int point = codePoint(bytes, position, length);
        boolean shortest = length < 3 || point >= (length == 3 ? 0x800 : 0x10000);
        boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        return shortest && !surrogate && point <= Character.MAX_CODE_POINT ? length : 0;
    }

    /** The character that takes {@code length} bytes. */
    static int codePoint(byte[] bytes, int position, int length) {
        int lead = bytes[position] & 0xff;
        int point = length == 1 ? lead : lead & (0x7f >> length);
        for (int i = 1; i < length; i++) {
            point = (point << 6) | (bytes[position + i] & 0x3f);
        }
        return point;
    }
}
