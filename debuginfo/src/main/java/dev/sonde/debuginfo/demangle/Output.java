package dev.sonde.debuginfo.demangle;

/** The text under construction, with a limit on its length. */
final class Output {
    /** A few bytes of mangled name can stand for exponentially much text, by substitution upon substitution. */
    private static final int MAX_LENGTH = 1 << 20;

    private final StringBuilder text = new StringBuilder();

    Output append(String string) {
        if (text.length() + string.length() > MAX_LENGTH) {
            throw new DemangleFailure();
        }
        text.append(string);
        return this;
    }

    Output append(char c) {
        if (text.length() >= MAX_LENGTH) {
            throw new DemangleFailure();
        }
        text.append(c);
        return this;
    }

    int length() {
        return text.length();
    }

    /** Takes back everything from {@code length} on. */
    void truncate(int length) {
        text.setLength(length);
    }

    /** The last character, 0 if there is none. */
    char last() {
        return text.isEmpty() ? 0 : text.charAt(text.length() - 1);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
