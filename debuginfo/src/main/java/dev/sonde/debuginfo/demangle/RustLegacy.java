package dev.sonde.debuginfo.demangle;

/** Rust's legacy mangling: C++'s nested names, with escapes, and a hash as the last part. */
final class RustLegacy {
    private static final String PREFIX = "_ZN";
    private static final int HASH_LENGTH = 17;
    /** The hash and its length, {@code 17h0123456789abcdef}. */
    private static final int HASH_PART = 19;

    private static final int MIN_DISTINCT_DIGITS = 5;

    private RustLegacy() {}

    /** Whether the name ends in a hash as Rust's do; what else C++ would write so is not likely. */
    static boolean isMangled(String mangled) {
        if (!mangled.startsWith(PREFIX)) {
            return false;
        }
        int end = end(mangled);
        if (end - PREFIX.length() <= HASH_PART || !isHash(mangled.substring(end - HASH_PART, end))) {
            return false;
        }
        int at = PREFIX.length();
        int last = at;
        while (at < end) {
            last = at;
            at = partEnd(mangled, at, end);
            if (at < 0) {
                return false;
            }
        }
        return last == end - HASH_PART;
    }

    /** The name of a symbol that {@link #isMangled}. */
    static String demangle(String mangled, DemangleOptions options) {
        Output out = new Output();
        int end = end(mangled);
        int shown = options.rustHashes() ? end : end - HASH_PART;
        for (int at = PREFIX.length(); at < shown; ) {
            if (at > PREFIX.length()) {
                out.append("::");
            }
            int next = partEnd(mangled, at, end);
            int start = at;
            while (MangledInput.isDigit(mangled.charAt(start))) {
                start++;
            }
            unescape(mangled.substring(start, next), out);
            at = next;
        }
        return out.toString();
    }

    /** Where the closing {@code E} is, which only suffixes of the optimiser may follow; -1 without one. */
    private static int end(String mangled) {
        boolean suffix = true;
        for (int i = mangled.length() - 1; i >= PREFIX.length(); i--) {
            char c = mangled.charAt(i);
            if (suffix && c == 'E') {
                return areNameCharacters(mangled) ? i : -1;
            }
            suffix = c == '.';
        }
        return -1;
    }

    private static boolean areNameCharacters(String mangled) {
        return mangled.chars().allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || "_$.:@".indexOf(c) >= 0));
    }

    /** The end of the part that starts at {@code at}, -1 if it is malformed. */
    private static int partEnd(String mangled, int at, int end) {
        int length = 0;
        int i = at;
        if (!MangledInput.isDigit(mangled.charAt(i))) {
            return -1;
        }
        do {
            length = length * 10 + (mangled.charAt(i++) - '0');
        } while (length < end && i < end && mangled.charAt(at) != '0' && MangledInput.isDigit(mangled.charAt(i)));
        return length > 0 && length <= end - i ? i + length : -1;
    }

    private static boolean isHash(String part) {
        if (!part.startsWith("17h")) {
            return false;
        }
        int seen = 0;
        for (char c : part.substring(part.length() - HASH_LENGTH + 1).toCharArray()) {
            int digit = MangledInput.isDigit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
            if (digit < 0) {
                return false;
            }
            seen |= 1 << digit;
        }
        return Integer.bitCount(seen) >= MIN_DISTINCT_DIGITS;
    }

    private static void unescape(String part, Output out) {
        // An identifier cannot start with an escape, so an underscore is put before it.
        int i = part.startsWith("_$") ? 1 : 0;
        while (i < part.length()) {
            char c = part.charAt(i);
            if (c == '$') {
                int close = part.indexOf('$', i + 1);
                String replacement = close < 0 ? "" : escape(part.substring(i + 1, close));
                if (replacement.isEmpty()) {
                    out.append(part.substring(i));
                    return;
                }
                out.append(replacement);
                i = close + 1;
            } else if (part.startsWith("..", i)) {
                out.append("::");
                i += 2;
            } else {
                out.append(c);
                i++;
            }
        }
    }

    private static String escape(String code) {
        return switch (code) {
            case "SP" -> "@";
            case "BP" -> "*";
            case "RF" -> "&";
            case "LT" -> "<";
            case "GT" -> ">";
            case "LP" -> "(";
            case "RP" -> ")";
            case "C" -> ",";
            default ->
                code.matches("u[2-7][0-9a-f]") ? String.valueOf((char) Integer.parseInt(code.substring(1), 16)) : "";
        };
    }
}
