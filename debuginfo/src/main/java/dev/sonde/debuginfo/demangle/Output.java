package dev.sonde.debuginfo.demangle;

/** The text under construction, with a limit on its length. */
final class Output {
    /** A few bytes of mangled name can stand for exponentially much text, by substitution upon substitution. */
    private static final int MAX_LENGTH = 1 << 20;

    private final StringBuilder text = new StringBuilder();
    private char last;

    Output append(String string) {
        if (text.length() + string.length() > MAX_LENGTH) {
            throw new DemangleFailure();
        }
        if (!string.isEmpty()) {
            text.append(string);
            last = string.charAt(string.length() - 1);
        }
        return this;
    }

    Output append(char c) {
        if (text.length() >= MAX_LENGTH) {
            throw new DemangleFailure();
        }
        text.append(c);
        last = c;
        return this;
    }

    int length() {
        return text.length();
    }

    /** Takes back everything from {@code length} on. */
    void truncate(int length) {
        text.setLength(length);
    }

    /**
     * The character that was appended last, 0 if there is none. What was taken back since counts too: c++filt writes
     * {@code a<b<c>>} where an empty pack follows {@code b<c>}, but {@code a<b<c> >} elsewhere.
     */
    char last() {
        return last;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
