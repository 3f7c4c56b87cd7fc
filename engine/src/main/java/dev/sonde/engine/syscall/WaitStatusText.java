package dev.sonde.engine.syscall;

import org.jspecify.annotations.Nullable;

/** The status that wait4(2) fills, in terms of the C library's macros. */
final class WaitStatusText {
    private static final int CONTINUED = 0xffff;
    private static final int SIGTRAP = 5;

    private WaitStatusText() {}

    /** The status at {@code address}; null if the call found no child and filled nothing. */
    static @Nullable String format(Call call, long address, long count) {
        Integer status = call.result() == 0 ? null : call.memory().int32(address);
        return status == null ? null : "[" + text(status) + "]";
    }

    static String text(int status) {
        int low = status & 0x7f;
        int high = (status >>> 8) & 0xff;
        if (status == CONTINUED) {
            return "{WIFCONTINUED(s)}";
        }
        if (low == 0) {
            return "{WIFEXITED(s) && WEXITSTATUS(s) == " + high + "}";
        }
        if (low == 0x7f) {
            int event = status >>> 16;
            String stop = "{WIFSTOPPED(s) && WSTOPSIG(s) == "
                    + (high == (SIGTRAP | 0x80) ? "SIGTRAP | 0x80" : Scalars.signalName(high)) + "}";
            return event == 0 ? stop : stop + " | " + Scalars.hex((long) event << 16);
        }
        String core = (status & 0x80) == 0 ? "" : " && WCOREDUMP(s)";
        return "{WIFSIGNALED(s) && WTERMSIG(s) == " + Scalars.signalName(low) + core + "}";
    }
}
