package dev.sonde.engine.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * A signal whose only effect is that a thread's blocking system call returns with EINTR.
 *
 * <p>A tracer blocked in waitid(2) cannot wait for anything else, and disturbing the tracee to get its attention would
 * interrupt the program's own system calls. The handler is the C library's {@code getpid}: it does nothing, needs no Java
 * and may be called at any time. A signal sent just before the call blocks is lost, so a sender repeats it until the
 * thread answers.
 *
 * <p>Sources: sigaction(2), signal-safety(7). The number is a real-time signal that HotSpot and its libraries do not use.
 */
public final class WakeSignal {
    private static final int NUMBER = 44;
    private static final long SIGACTION_SIZE = 152;

    private WakeSignal() {}

    /**
     * Installs the handler, once in this JVM.
     *
     * @throws IllegalStateException if the signal has a handler of somebody else's
     */
    public static synchronized void install() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment action = arena.allocate(SIGACTION_SIZE, 8);
            MemorySegment old = arena.allocate(SIGACTION_SIZE, 8);
            MethodHandle sigaction = Libc.function("sigaction");
            long handler = Libc.symbol("getpid").address();
            Libc.call(sigaction, NUMBER, 0, old.address(), 0, 0, 0);
            long installed = old.get(ValueLayout.JAVA_LONG, 0);
            if (installed == handler) {
                return;
            }
            if (installed != 0) {
                throw new IllegalStateException("signal " + NUMBER + " already has a handler in this process");
            }
            action.set(ValueLayout.JAVA_LONG, 0, handler);
            if (Libc.call(sigaction, NUMBER, action.address(), 0, 0, 0, 0) != 0) {
                throw new IllegalStateException("sigaction refused signal " + NUMBER);
            }
        }
    }

    /** Readies the calling thread for being woken. Its kernel's id, for {@link #send}. */
    public static int currentThread() {
        Signals.unblock(NUMBER);
        return (int) SystemCall.call(SystemCall.GETTID);
    }

    /** Interrupts the blocking system call of thread {@code tid} of this process, if it is in one. */
    public static void send(int tid) {
        SystemCall.call(SystemCall.TGKILL, OwnProcess.pid(), tid, NUMBER);
    }
}
