package dev.sonde.engine.linux;

/** Sending signals; may be called from any thread. Source: kill(2), tgkill(2). */
public final class Signals {
    /** The number of SIGTRAP. */
    public static final int SIGTRAP = 5;

    /** The number of SIGKILL. */
    public static final int SIGKILL = 9;

    /** The number of SIGSTOP. */
    public static final int SIGSTOP = 19;

    private Signals() {}

    /** Sends {@code signal} to the process {@code pid}; 0 or the negative errno. */
    public static long sendToProcess(int pid, int signal) {
        return SystemCall.call(SystemCall.KILL, pid, signal);
    }

    /** Sends {@code signal} to the thread {@code tid} of the process {@code pid}; 0 or the negative errno. */
    public static long sendToThread(int pid, int tid, int signal) {
        return SystemCall.call(SystemCall.TGKILL, pid, tid, signal);
    }
}
