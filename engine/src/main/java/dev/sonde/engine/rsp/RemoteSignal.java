package dev.sonde.engine.rsp;

import java.util.HashMap;
import java.util.Map;

/**
 * The numbers by which the protocol calls signals, which are the same on every system.
 *
 * <p>Source: "Debugging with GDB", appendix E, "Stop Reply Packets"; gdb's {@code include/gdb/signals.def}.
 */
public final class RemoteSignal {
    /** No signal. */
    public static final int NONE = 0;

    /** A signal that the protocol has no number for. */
    public static final int UNKNOWN = 143;

    /** The protocol's numbers of Linux's signals 0 to 31. */
    private static final int[] STANDARD = {
        0, 1, 2, 3, 4, 5, 6, 10, 8, 9, 30, 11, 31, 13, 14, 15, UNKNOWN, 20, 19, 17, 18, 21, 22, 16, 24, 25, 26, 27, 28,
        23, 32, 12
    };

    private static final int LINUX_FIRST_REALTIME = 32;
    private static final int LINUX_LAST = 64;
    private static final int REALTIME_32 = 77;
    private static final int REALTIME_33 = 45;
    private static final int REALTIME_64 = 78;

    private static final Map<Integer, Integer> TO_LINUX = new HashMap<>();

    static {
        for (int signal = 1; signal <= LINUX_LAST; signal++) {
            TO_LINUX.putIfAbsent(ofLinux(signal), signal);
        }
        TO_LINUX.remove(UNKNOWN);
    }

    private RemoteSignal() {}

    /** The protocol's number of a signal of Linux; {@link #UNKNOWN} if it has none. */
    public static int ofLinux(int signal) {
        if (signal < 0 || signal > LINUX_LAST) {
            return UNKNOWN;
        }
        if (signal < LINUX_FIRST_REALTIME) {
            return STANDARD[signal];
        }
        return switch (signal) {
            case LINUX_FIRST_REALTIME -> REALTIME_32;
            case LINUX_LAST -> REALTIME_64;
            default -> REALTIME_33 + signal - LINUX_FIRST_REALTIME - 1;
        };
    }

    /** Linux's number of a signal that the protocol calls {@code number}; 0 for none, and for those that Linux lacks. */
    public static int toLinux(int number) {
        return TO_LINUX.getOrDefault(number, 0);
    }
}
