package dev.sonde.engine.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Sending signals; may be called from any thread. Source: kill(2), tgkill(2). */
public final class Signals {
    /** The number of SIGTRAP. */
    public static final int SIGTRAP = 5;

    /** The number of SIGKILL. */
    public static final int SIGKILL = 9;

    /** The number of SIGSTOP. */
    public static final int SIGSTOP = 19;

    private static final int SIGCHLD = 17;
    private static final int RT_SIGPROCMASK = 14;
    private static final int SIG_BLOCK = 0;
    private static final int SIG_UNBLOCK = 1;
    private static final long SIG_IGN = 1;
    private static final long SIGACTION_SIZE = 152;

    private Signals() {}

    /** Blocks {@code signal} in the calling thread. */
    public static void block(int signal) {
        changeMask(SIG_BLOCK, signal);
    }

    /** Lets {@code signal} reach the calling thread. */
    public static void unblock(int signal) {
        changeMask(SIG_UNBLOCK, signal);
    }

    private static void changeMask(int how, int signal) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment set = arena.allocateFrom(ValueLayout.JAVA_LONG, 1L << (signal - 1));
            SystemCall.check("rt_sigprocmask", SystemCall.call(RT_SIGPROCMASK, how, set.address(), 0, Long.BYTES));
        }
    }

    /**
     * Makes children wait to be waited for: a process whose parent ignored SIGCHLD inherits that, and the kernel then
     * throws the statuses of its children away (wait(2), NOTES).
     */
    public static void keepChildren() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment action = arena.allocate(SIGACTION_SIZE, 8);
            MethodHandle sigaction = Libc.function("sigaction");
            Libc.call(sigaction, SIGCHLD, 0, action.address(), 0, 0, 0);
            if (action.get(ValueLayout.JAVA_LONG, 0) == SIG_IGN) {
                action.fill((byte) 0);
                Libc.call(sigaction, SIGCHLD, action.address(), 0, 0, 0, 0);
            }
        }
    }

    /** Sends {@code signal} to the process {@code pid}; 0 or the negative errno. */
    public static long sendToProcess(int pid, int signal) {
        return SystemCall.call(SystemCall.KILL, pid, signal);
    }

    /** Sends {@code signal} to the thread {@code tid} of the process {@code pid}; 0 or the negative errno. */
    public static long sendToThread(int pid, int tid, int signal) {
        return SystemCall.call(SystemCall.TGKILL, pid, tid, signal);
    }
}
