package dev.sonde.engine.ptrace;

import dev.sonde.engine.linux.WaitStatus;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The statuses of one process's threads, in the order in which the {@link StatusRouter} took them. */
final class StatusSource {
    private final TracedProcess process;
    private final NewTasks newTasks;
    private final StatusRouter router;
    private final Queue<Taken> taken = new ArrayDeque<>();
    private WaitStatus status = new WaitStatus(0);

    private record Taken(Tracee tracee, WaitStatus status) {}

    StatusSource(TracedProcess process, NewTasks newTasks, StatusRouter router) {
        this.process = process;
        this.newTasks = newTasks;
        this.router = router;
    }

    TracedProcess process() {
        return process;
    }

    /** The status that {@link #next} gave last. */
    WaitStatus status() {
        return status;
    }

    /** Whether {@link #next} has one without waiting. */
    boolean hasStatus() {
        return !taken.isEmpty();
    }

    /** Waits for the next status; the thread it is of, or null when work came or it was another process's. */
    @Nullable
    Tracee next() {
        if (taken.isEmpty()) {
            router.await();
        }
        Taken first = taken.poll();
        // A thread may have been replaced by execve since its status was taken.
        if (first == null || process.tracee(first.tracee.tid()) != first.tracee) {
            return null;
        }
        status = first.status;
        return first.tracee;
    }

    /** The status of a thread of this process was taken. */
    void took(int tid, WaitStatus newStatus) {
        Tracee known = process.tracee(tid);
        Tracee tracee = known != null ? known : newTasks.appeared(tid, newStatus);
        if (tracee != null) {
            taken.add(new Taken(tracee, newStatus));
        }
    }

    /** Whether a thread that was stopped has another status to give: it was killed. */
    boolean isKilled() {
        router.firstUnknown();
        return taken.stream().anyMatch(t -> t.tracee.inStop());
    }
}
