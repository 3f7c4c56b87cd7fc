package dev.sonde.debuginfo.demangle;

/** Decodes the Unicode identifiers of Rust's v0 mangling (RFC 3492, with the parameters given there). */
final class Punycode {
    private static final int BASE = 36;
    private static final int TMIN = 1;
    private static final int TMAX = 26;
    private static final int SKEW = 38;
    private static final int INITIAL_BIAS = 72;
    private static final int INITIAL_DAMP = 700;
    private static final int INITIAL_CODE_POINT = 0x80;
    private static final int MAX_LENGTH = 1 << 12;

    private Punycode() {}

    /**
     * The identifier.
     *
     * @param ascii its ASCII characters, in their order
     * @param encoded the places and values of the others
     */
    static String decode(String ascii, String encoded) {
        if (ascii.length() + encoded.length() > MAX_LENGTH) {
            throw new DemangleFailure();
        }
        StringBuilder result = new StringBuilder(ascii);
        int length = ascii.length();
        long codePoint = INITIAL_CODE_POINT;
        long bias = INITIAL_BIAS;
        long damp = INITIAL_DAMP;
        long index = 0;
        int at = 0;
        while (at < encoded.length()) {
            long delta = 0;
            long weight = 1;
            for (long k = BASE; ; k += BASE) {
                if (at >= encoded.length()) {
                    throw new DemangleFailure();
                }
                int digit = digit(encoded.charAt(at++));
                delta += digit * weight;
                long threshold = Math.clamp(k - bias, TMIN, TMAX);
                if (digit < threshold) {
                    break;
                }
                weight *= BASE - threshold;
                if (weight > Integer.MAX_VALUE || delta > Integer.MAX_VALUE) {
                    throw new DemangleFailure();
                }
            }
            length++;
            index += delta;
            codePoint += index / length;
            index %= length;
            if (codePoint > Character.MAX_CODE_POINT || (codePoint >= 0xd800 && codePoint < 0xe000)) {
                throw new DemangleFailure();
            }
            result.insert(result.offsetByCodePoints(0, (int) index), Character.toString((int) codePoint));
            index++;
            bias = adapt(delta / damp, length);
            damp = 2;
        }
        return result.toString();
    }

    private static long adapt(long scaled, int length) {
        long delta = scaled + scaled / length;
        long k = 0;
        while (delta > (BASE - TMIN) * TMAX / 2) {
            delta /= BASE - TMIN;
            k += BASE;
        }
        return k + (BASE - TMIN + 1) * delta / (delta + SKEW);
    }

    private static int digit(char c) {
        if (MangledInput.isLower(c)) {
            return c - 'a';
        }
        if (MangledInput.isDigit(c)) {
            return c - '0' + 26;
        }
        throw new DemangleFailure();
    }
}
