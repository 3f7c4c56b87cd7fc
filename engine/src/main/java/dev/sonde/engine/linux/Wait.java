package dev.sonde.engine.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Waiting for traced threads, without ever taking a child that somebody else in the JVM is waiting for.
 *
 * <p>Belongs to one thread, the tracer. Looking for any child is restricted to this thread's own ({@code __WNOTHREAD})
 * and leaves the status in place ({@code WNOWAIT}); only {@link #take} removes one, for an id that the caller knows.
 *
 * <p>Source: waitid(2), wait4(2).
 */
public final class Wait {
    /** Errno of a call that a signal interrupted. */
    public static final int EINTR = 4;

    /** Errno of a wait when there is no such child. */
    public static final int ECHILD = 10;

    private static final int P_ALL = 0;
    private static final int WNOHANG = 1;
    private static final int WSTOPPED = 2;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x0100_0000;
    private static final int WNOTHREAD = 0x2000_0000;
    private static final int WALL = 0x4000_0000;
    private static final long SIGINFO_PID = 16;

    private final MemorySegment siginfo = Arena.ofAuto().allocate(128, 8);
    private final MemorySegment status = Arena.ofAuto().allocate(8, 8);

    /**
     * Waits until any child of the calling thread has a status to give, and leaves it there.
     *
     * @return the child's id, or a negative errno: {@link #EINTR} when a signal came first, {@link #ECHILD} when the
     *     thread has no children
     */
    public long peekAny() {
        return peek(0);
    }

    /** As {@link #peekAny}, but 0 at once when no child has a status. */
    public long peekNow() {
        siginfo.set(ValueLayout.JAVA_INT, SIGINFO_PID, 0);
        return peek(WNOHANG);
    }

    private long peek(int options) {
        int all = WEXITED | WSTOPPED | WNOWAIT | WNOTHREAD | WALL | options;
        long result = SystemCall.call(SystemCall.WAITID, P_ALL, 0, siginfo.address(), all, 0, 0);
        return result < 0 ? result : siginfo.get(ValueLayout.JAVA_INT, SIGINFO_PID);
    }

    /**
     * Waits for one thread and takes its status, which {@link #status()} then returns.
     *
     * @return the id, or a negative errno as {@link #peekAny}
     */
    public long take(int tid) {
        return SystemCall.call(SystemCall.WAIT4, tid, status.address(), WALL, 0);
    }

    /**
     * Takes the status of one thread if it has one.
     *
     * @return the id, 0 when there is no status yet, or a negative errno
     */
    public long poll(int tid) {
        return SystemCall.call(SystemCall.WAIT4, tid, status.address(), WALL | WNOHANG, 0);
    }

    /** The status that {@link #take} or {@link #poll} took last. */
    public WaitStatus status() {
        return new WaitStatus(status.get(ValueLayout.JAVA_INT, 0));
    }
}
