package dev.sonde.debuginfo.demangle;

/** The state of reading and writing one Rust v0 name, and the elements that all of its grammar uses. */
final class RustState {
    private static final int MAX_DEPTH = 500;
    private static final int MAX_STEPS = 1 << 18;

    private final MangledInput input;
    private final boolean verbose;
    private final Output out = new Output();
    private boolean silent;
    private long boundLifetimes;
    private int depth;
    private int steps;

    RustState(String symbol, boolean verbose) {
        input = new MangledInput(symbol);
        this.verbose = verbose;
    }

    MangledInput input() {
        return input;
    }

    boolean isVerbose() {
        return verbose;
    }

    String text() {
        return out.toString();
    }

    RustState print(String text) {
        if (!silent) {
            out.append(text);
        }
        return this;
    }

    /** Runs {@code read} one level deeper, or fails if that is too deep or too long. */
    void nested(Runnable read) {
        if (depth >= MAX_DEPTH || ++steps > MAX_STEPS) {
            throw new DemangleFailure();
        }
        depth++;
        read.run();
        depth--;
    }

    /** Reads something without writing it. */
    void silently(Runnable read) {
        boolean before = silent;
        silent = true;
        read.run();
        silent = before;
    }

    /** Reads something that stood earlier in the name, after {@code B}. */
    void backReference(Runnable read) {
        int start = input.position() - 1;
        long target = base62();
        if (Long.compareUnsigned(target, start) >= 0) {
            throw new DemangleFailure();
        }
        if (silent) {
            // It was read once, and nothing is to be written.
            return;
        }
        int after = input.position();
        input.seek((int) target);
        nested(read);
        input.seek(after);
    }

    /** {@code _} for 0, else the number less one in base 62 and {@code _}; 64 bits without a sign. */
    long base62() {
        if (input.accept('_')) {
            return 0;
        }
        long value = 0;
        while (!input.accept('_')) {
            char c = input.next();
            int digit;
            if (MangledInput.isDigit(c)) {
                digit = c - '0';
            } else if (MangledInput.isLower(c)) {
                digit = c - 'a' + 10;
            } else if (MangledInput.isUpper(c)) {
                digit = c - 'A' + 36;
            } else {
                throw new DemangleFailure();
            }
            if (Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, 62)) > 0) {
                throw new DemangleFailure();
            }
            value = value * 62 + digit;
        }
        return value + 1;
    }

    /** 0 if the tag is not there, else one more than the number after it. */
    long optionalBase62(char tag) {
        return input.accept(tag) ? base62() + 1 : 0;
    }

    long disambiguator() {
        return optionalBase62('s');
    }

    /** {@code [u] length [_] bytes}; may be empty. */
    String identifier() {
        boolean punycode = input.accept('u');
        if (!MangledInput.isDigit(input.peek())) {
            throw new DemangleFailure();
        }
        long length = input.accept('0') ? 0 : input.number();
        input.accept('_');
        String text = input.take(length);
        if (!punycode) {
            return text;
        }
        int separator = text.lastIndexOf('_');
        String encoded = text.substring(separator + 1);
        if (encoded.isEmpty()) {
            throw new DemangleFailure();
        }
        return Punycode.decode(text.substring(0, Math.max(separator, 0)), encoded);
    }

    /** Reads lifetimes that {@code for<...>} binds, then {@code read} with them in scope. */
    void withBinder(Runnable read) {
        long before = boundLifetimes;
        long count = optionalBase62('G');
        if (count < 0) {
            throw new DemangleFailure();
        }
        if (count > 0) {
            print("for<");
            for (long i = 0; i < count; i++) {
                if (++steps > MAX_STEPS) {
                    throw new DemangleFailure();
                }
                if (i > 0) {
                    print(", ");
                }
                boundLifetimes++;
                lifetime(1);
            }
            print("> ");
        }
        read.run();
        boundLifetimes = before;
    }

    /** A lifetime by its distance from the innermost bound one; 0 is an erased one. */
    void lifetime(long index) {
        print("'");
        if (index == 0) {
            print("_");
            return;
        }
        if (Long.compareUnsigned(index, boundLifetimes) > 0) {
            throw new DemangleFailure();
        }
        long place = boundLifetimes - index;
        print(place < 26 ? String.valueOf((char) ('a' + place)) : "_" + place);
    }
}
