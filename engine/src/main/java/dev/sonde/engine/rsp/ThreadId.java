package dev.sonde.engine.rsp;

/**
 * A thread of a process, several, or any one.
 *
 * @param pid the process; {@link #ALL}, {@link #ANY}, or {@link #UNSTATED}
 * @param tid the thread; {@link #ALL} or {@link #ANY}
 */
public record ThreadId(long pid, long tid) {
    /** Every thread, or every process. */
    public static final long ALL = -1;

    /** Any one. */
    public static final long ANY = 0;

    /** No process is named, as without the multiprocess extensions. */
    public static final long UNSTATED = -2;

    /** A thread of a process that is named. */
    public static ThreadId of(long pid, long tid) {
        return new ThreadId(pid, tid);
    }

    /** A thread without its process. */
    public static ThreadId of(long tid) {
        return new ThreadId(UNSTATED, tid);
    }

    /** Whether it includes this thread. */
    public boolean includes(long somePid, long someTid) {
        return (pid == ALL || pid == UNSTATED || pid == ANY || pid == somePid)
                && (tid == ALL || tid == ANY || tid == someTid);
    }

    /** As packets have it: {@code pPID.TID}, or {@code TID} if no process is named. */
    @Override
    public String toString() {
        return pid == UNSTATED ? hex(tid) : "p" + hex(pid) + "." + hex(tid);
    }

    private static String hex(long id) {
        return id < 0 ? "-" + Long.toHexString(-id) : Long.toHexString(id);
    }
}
