package dev.sonde.engine.signal;

import java.util.Locale;
import java.util.Optional;

/** One word of gdb's {@code handle} command that changes a {@link SignalPolicy}. */
public enum SignalAction {
    /** Stop the program, and show it. */
    STOP,
    /** Do not stop the program. */
    NOSTOP,
    /** Show that the signal arrived. */
    PRINT,
    /** Do not show it, and so do not stop either. */
    NOPRINT,
    /** Let the program have the signal. */
    PASS,
    /** Keep the signal from the program. */
    NOPASS;

    /**
     * The action that {@code word} means: its name, gdb's other names {@code ignore} (nopass) and {@code noignore}
     * (pass), or gdb's abbreviations of these.
     */
    public static Optional<SignalAction> of(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (abbreviates(lower, "stop", 1)) {
            return Optional.of(STOP);
        } else if (abbreviates(lower, "nostop", 3)) {
            return Optional.of(NOSTOP);
        } else if (abbreviates(lower, "print", 2)) {
            return Optional.of(PRINT);
        } else if (abbreviates(lower, "noprint", 4)) {
            return Optional.of(NOPRINT);
        } else if (abbreviates(lower, "pass", 2) || abbreviates(lower, "noignore", 3)) {
            return Optional.of(PASS);
        } else if (abbreviates(lower, "nopass", 4) || abbreviates(lower, "ignore", 1)) {
            return Optional.of(NOPASS);
        }
        return Optional.empty();
    }

    private static boolean abbreviates(String word, String full, int least) {
        return word.length() >= least && full.startsWith(word);
    }
}
