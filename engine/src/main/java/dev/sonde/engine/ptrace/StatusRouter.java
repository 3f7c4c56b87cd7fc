package dev.sonde.engine.ptrace;

import dev.sonde.engine.linux.ProcFs;
import dev.sonde.engine.linux.Signals;
import dev.sonde.engine.linux.Wait;
import dev.sonde.engine.linux.WaitStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes the statuses of every process that one tracer thread drives, without those of anybody else's children, and gives
 * each to the {@link StatusSource} of its process.
 */
final class StatusRouter {
    private static final long FOREIGN_CHILD_PAUSE_NANOS = 200_000;
    /** Of up to so many threads each can be asked whether it has a status. */
    private static final int FEW = 64;

    private final Wait wait = new Wait();
    private final List<StatusSource> sources = new ArrayList<>();

    /** How the tracer thread waits. */
    Wait waiting() {
        return wait;
    }

    void add(StatusSource source) {
        sources.add(source);
    }

    void remove(StatusSource source) {
        sources.remove(source);
    }

    /** Waits for a status of any process and hands it over; returns without one when work came. */
    void await() {
        // Never for one thread alone, not even if only one is known: a leader that was killed while it made a thread
        // gives no status before the new one, of which nothing was heard, has given its own.
        long found = wait.peekAny();
        if (found == -Wait.ECHILD) {
            lost();
        } else if (found >= 0) {
            take((int) found);
        }
    }

    /**
     * The kernel names the youngest thread that has a status. Where that is affordable the oldest is taken instead, so that
     * the end of a thread is told before what happens to those made after it. A thread of which nothing was heard has its
     * turn when the known ones have nothing to tell: its maker comes first.
     */
    private void take(int tid) {
        for (StatusSource source : sources) {
            if (source.process().tracees().size() > FEW && source.process().tracee(tid) != null) {
                if (wait.poll(tid) == tid) {
                    source.took(tid, wait.status());
                }
                return;
            }
        }
        pollKnown();
    }

    /** Whether {@code pid} is a process that is driven here. */
    boolean drives(int pid) {
        for (StatusSource source : sources) {
            if (source.process().pid() == pid) {
                return true;
            }
        }
        return false;
    }

    /** Takes the statuses that are there until one is found that belongs to nobody known; its id, 0 for none. */
    int firstUnknown() {
        while (true) {
            long found = wait.peekNow();
            if (found <= 0) {
                return 0;
            }
            int tid = (int) found;
            StatusSource owner = owner(tid);
            if (owner == null) {
                return tid;
            }
            if (wait.take(tid) != tid) {
                return 0;
            }
            owner.took(tid, wait.status());
        }
    }

    private @Nullable StatusSource owner(int tid) {
        for (StatusSource source : sources) {
            if (source.process().tracee(tid) != null) {
                return source;
            }
        }
        int group = ProcFs.statusNumber(tid, "Tgid").orElse(0);
        for (StatusSource source : sources) {
            if (source.process().pid() == group) {
                return source;
            }
        }
        return null;
    }

    /** A status that only an outsider can have taken; the thread is gone, how is unknown. */
    private void lost() {
        for (StatusSource source : sources) {
            if (!source.hasStatus()) {
                source.process().tracees().stream()
                        .findFirst()
                        .ifPresent(tracee -> source.took(tracee.tid(), new WaitStatus(Signals.SIGKILL)));
            }
        }
    }

    /** A child of somebody else, or one whose maker's event comes first, hides our statuses until it is taken. */
    private void pollKnown() {
        for (StatusSource source : sources) {
            for (Tracee tracee : source.process().tracees()) {
                if (wait.poll(tracee.tid()) == tracee.tid()) {
                    source.took(tracee.tid(), wait.status());
                    return;
                }
            }
            for (int tid : ProcFs.tasks(source.process().pid())) {
                if (source.process().tracee(tid) == null && wait.poll(tid) == tid) {
                    source.took(tid, wait.status());
                    return;
                }
            }
        }
        LockSupport.parkNanos(FOREIGN_CHILD_PAUSE_NANOS);
    }
}
