package dev.sonde.debuginfo.demangle;

/** A position in a mangled name, and the lexical elements that start there. */
final class MangledInput {
    private final String text;
    private int position;

    MangledInput(String text) {
        this.text = text;
    }

    /** The character at the position, 0 at the end. */
    char peek() {
        return peek(0);
    }

    /** The character {@code ahead} of the position, 0 beyond the end. */
    char peek(int ahead) {
        int at = position + ahead;
        return at < text.length() ? text.charAt(at) : 0;
    }

    char next() {
        char c = peek();
        if (c != 0) {
            position++;
        }
        return c;
    }

    boolean accept(char c) {
        if (peek() != c || c == 0) {
            return false;
        }
        position++;
        return true;
    }

    boolean accept(String expected) {
        if (!text.startsWith(expected, position)) {
            return false;
        }
        position += expected.length();
        return true;
    }

    void expect(char c) {
        if (!accept(c)) {
            throw new DemangleFailure();
        }
    }

    boolean startsWith(String expected) {
        return text.startsWith(expected, position);
    }

    boolean atEnd() {
        return position >= text.length();
    }

    void skip(int count) {
        position += count;
    }

    int position() {
        return position;
    }

    void seek(int newPosition) {
        position = newPosition;
    }

    String textFrom(int start) {
        return text.substring(start, position);
    }

    /** The next {@code length} characters. */
    String take(long length) {
        if (length > text.length() - position) {
            throw new DemangleFailure();
        }
        position += (int) length;
        return text.substring(position - (int) length, position);
    }

    /** {@code [n] digits}; 0 without digits (section 5.1.2, number). */
    long number() {
        boolean negative = accept('n');
        long value = 0;
        while (isDigit(peek())) {
            value = value * 10 + (next() - '0');
            if (value > Integer.MAX_VALUE) {
                throw new DemangleFailure();
            }
        }
        return negative ? -value : value;
    }

    /** A number of zero or more, as {@code _} for 0 and {@code n-1 _} for n. */
    long compactNumber() {
        if (accept('_')) {
            return 0;
        }
        if (peek() == 'n') {
            throw new DemangleFailure();
        }
        long value = number() + 1;
        expect('_');
        return value;
    }

    /** Passes over {@code [_ digit | __ digits _]}, which tells entities of one scope with one name apart. */
    void discriminator() {
        if (!accept('_')) {
            return;
        }
        boolean many = accept('_');
        long value = number();
        if (value < 0 || (many && value >= 10 && !accept('_'))) {
            throw new DemangleFailure();
        }
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
