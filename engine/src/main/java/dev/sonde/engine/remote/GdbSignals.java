package dev.sonde.engine.remote;

/**
 * The numbers that the protocol has for signals, which are no system's own.
 *
 * <p>Source: "Debugging with GDB", appendix E; gdb's {@code include/gdb/signals.def}.
 */
final class GdbSignals {
    private static final int FIRST_REAL_TIME = 45;
    private static final int LAST_REAL_TIME = 75;
    /** What is left between the number of a real-time signal here and Linux's. */
    private static final int REAL_TIME_SHIFT = 12;

    private static final int SIGRT32 = 77;
    private static final int SIGRT64 = 78;
    /** A signal that the protocol has no number for. */
    private static final int UNKNOWN = 143;

    /** Linux's numbers by the protocol's, 0 for those that Linux does not have. */
    private static final int[] LINUX = {
        0, 1, 2, 3, 4, 5, 6, 0, 8, 9, 7, 11, 31, 13, 14, 15, 23, 19, 20, 18, 17, 21, 22, 29, 24, 25, 26, 27, 28, 0, 10,
        12, 30, 29
    };

    private GdbSignals() {}

    /** Linux's number for a signal of the protocol; 0 for none. */
    static int toLinux(int number) {
        if (number >= 0 && number < LINUX.length) {
            return LINUX[number];
        }
        if (number >= FIRST_REAL_TIME && number <= LAST_REAL_TIME) {
            return number - REAL_TIME_SHIFT;
        }
        return number == SIGRT32 ? 32 : number == SIGRT64 ? 64 : 0;
    }

    /** The protocol's number for a signal of Linux. */
    static int fromLinux(int number) {
        for (int i = 0; i < LINUX.length; i++) {
            if (LINUX[i] == number) {
                return i;
            }
        }
        if (number > 32 && number < 64) {
            return number + REAL_TIME_SHIFT;
        }
        return number == 32 ? SIGRT32 : number == 64 ? SIGRT64 : UNKNOWN;
    }
}
