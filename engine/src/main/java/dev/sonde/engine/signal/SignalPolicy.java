package dev.sonde.engine.signal;

/**
 * What the debugger does when a signal arrives for the program.
 *
 * @param stop whether the program stops and the user gets the prompt
 * @param print whether the arrival is shown; a stop is always shown
 * @param pass whether the program receives the signal when it goes on
 */
public record SignalPolicy(boolean stop, boolean print, boolean pass) {
    /** Checks that a stop is shown. */
    public SignalPolicy {
        if (stop && !print) {
            throw new IllegalArgumentException("a signal that stops the program is printed");
        }
    }

    /** This policy with {@code action} applied; {@code STOP} implies print, {@code NOPRINT} implies nostop. */
    public SignalPolicy with(SignalAction action) {
        return switch (action) {
            case STOP -> new SignalPolicy(true, true, pass);
            case NOSTOP -> new SignalPolicy(false, print, pass);
            case PRINT -> new SignalPolicy(stop, true, pass);
            case NOPRINT -> new SignalPolicy(false, false, pass);
            case PASS -> new SignalPolicy(stop, print, true);
            case NOPASS -> new SignalPolicy(stop, print, false);
        };
    }
}
