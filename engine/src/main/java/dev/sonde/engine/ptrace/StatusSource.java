package dev.sonde.engine.ptrace;

import dev.sonde.engine.linux.ProcFs;
import dev.sonde.engine.linux.Signals;
import dev.sonde.engine.linux.Wait;
import dev.sonde.engine.linux.WaitStatus;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Where the statuses of a process's threads come from, without those of anybody else's children. */
final class StatusSource {
    private static final long FOREIGN_CHILD_PAUSE_NANOS = 200_000;

    private final TracedProcess process;
    private final NewTasks newTasks;
    private final Wait wait;
    private WaitStatus status = new WaitStatus(0);

    StatusSource(TracedProcess process, NewTasks newTasks, Wait wait) {
        this.process = process;
        this.newTasks = newTasks;
        this.wait = wait;
    }

    /** The status that {@link #next} took last. */
    WaitStatus status() {
        return status;
    }

    /** Waits for the next status and takes it; the thread it is of, or null when work came or nobody known has one. */
    @Nullable
    Tracee next() {
        // Never for one thread alone, not even if only one is known: a leader that was killed while it made a thread
        // gives
        // no status before the new one, of which nothing was heard, has given its own.
        long found = wait.peekAny();
        if (found == -Wait.ECHILD) {
            return process.tracees().stream().findFirst().map(this::lost).orElse(null);
        }
        if (found < 0) {
            return null;
        }
        int tid = (int) found;
        Tracee tracee = process.tracee(tid);
        if (tracee == null && ProcFs.statusNumber(tid, "Tgid").orElse(0) != process.pid()) {
            return pollKnown();
        }
        if (wait.take(tid) != tid) {
            return null;
        }
        status = wait.status();
        return tracee != null ? tracee : newTasks.appeared(tid, status);
    }

    /** Whether a thread that was stopped has another status to give: it was killed. */
    boolean isKilled() {
        long found = wait.peekNow();
        Tracee tracee = found > 0 ? process.tracee((int) found) : null;
        return tracee != null && tracee.isStopped();
    }

    /** A status that only an outsider can have taken; the thread is gone, how is unknown. */
    private Tracee lost(Tracee tracee) {
        status = new WaitStatus(Signals.SIGKILL);
        return tracee;
    }

    /** A child of somebody else, or one whose maker's event comes first, hides our statuses until it is taken. */
    private @Nullable Tracee pollKnown() {
        for (Tracee tracee : process.tracees()) {
            if (wait.poll(tracee.tid()) == tracee.tid()) {
                status = wait.status();
                return tracee;
            }
        }
        for (int tid : ProcFs.tasks(process.pid())) {
            if (process.tracee(tid) == null && wait.poll(tid) == tid) {
                status = wait.status();
                return newTasks.appeared(tid, status);
            }
        }
        LockSupport.parkNanos(FOREIGN_CHILD_PAUSE_NANOS);
        return null;
    }
}
