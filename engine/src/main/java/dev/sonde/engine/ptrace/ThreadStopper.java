package dev.sonde.engine.ptrace;

import dev.sonde.engine.error.SyscallException;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent.ThreadStop;
import dev.sonde.engine.linux.Ptrace;
import dev.sonde.engine.linux.WaitStatus;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Stops the threads of a process, and collects those that had a reason of their own. On the tracer thread only. */
final class ThreadStopper {
    private final TracedProcess process;
    private final NewTasks newTasks;
    private final StatusSource statuses;
    private final StopExaminer examiner;
    private final ProcessEnd end;
    /** Threads that have just vforked, which is examined once no other thread runs. */
    private final TreeMap<Tracee, WaitStatus> lenders = new TreeMap<>((a, b) -> Integer.compare(a.tid(), b.tid()));

    ThreadStopper(
            TracedProcess process, NewTasks newTasks, StatusSource statuses, StopExaminer examiner, ProcessEnd end) {
        this.process = process;
        this.newTasks = newTasks;
        this.statuses = statuses;
        this.examiner = examiner;
        this.end = end;
    }

    static boolean isVfork(WaitStatus seen) {
        return seen.kind() == WaitStatus.Kind.EVENT_STOP && seen.event() == WaitStatus.EVENT_VFORK;
    }

    /** Notes that a thread has vforked; {@link #stopAll} must follow. */
    void vforked(Tracee tracee, WaitStatus seen) {
        tracee.stopped(seen);
        lenders.put(tracee, seen);
    }

    /** Notes a stop and examines it. */
    List<StopCause> noteStop(Tracee tracee, WaitStatus seen) {
        if (tracee.phase() == Tracee.Phase.STARTING) {
            newTasks.started(tracee, seen);
        } else {
            tracee.stopped(seen);
        }
        List<StopCause> causes = unlessKilled(tracee, () -> examiner.examine(tracee, seen, tracee.action));
        if (tracee.interruptWanted && causes.isEmpty() && tracee.inStop() && !isTrapDue(tracee, seen)) {
            causes = List.of(new StopCause.Interrupted());
        }
        tracee.interruptWanted &= causes.isEmpty();
        return causes;
    }

    /** Whether a thread was interrupted before it could take a trap of ours. */
    boolean isTrapDue(Tracee tracee, WaitStatus seen) {
        return seen.kind() == WaitStatus.Kind.EVENT_STOP && tracee.inStop() && examiner.isTrapPending(tracee);
    }

    /** Stops every thread that runs, and adds those that had a reason of their own. The process may end meanwhile. */
    void stopAll(List<ThreadStop> stops) {
        for (Tracee tracee : process.tracees()) {
            if (tracee.phase() == Tracee.Phase.RUNNING && Ptrace.interrupt(tracee.tid()) < 0) {
                tracee.dying();
            }
        }
        while (process.isRunning() && process.anyMoving()) {
            Tracee tracee = statuses.next();
            if (tracee == null) {
                continue;
            }
            WaitStatus seen = statuses.status();
            if (!seen.isStopped()) {
                end.ended(tracee, seen);
            } else if (isVfork(seen)) {
                vforked(tracee, seen);
            } else {
                noteStopWhileStopping(tracee, seen, stops);
            }
        }
        while (process.isRunning() && !lenders.isEmpty()) {
            Tracee lender = lenders.firstEntry().getKey();
            WaitStatus seen = lenders.pollFirstEntry().getValue();
            if (lender.inStop()) {
                addStop(lender, unlessKilled(lender, () -> examiner.examine(lender, seen, lender.action)), stops);
            }
        }
    }

    private void noteStopWhileStopping(Tracee tracee, WaitStatus seen, List<ThreadStop> stops) {
        List<StopCause> causes = noteStop(tracee, seen);
        if (!causes.isEmpty()) {
            addStop(tracee, causes, stops);
        } else if (tracee.exiting) {
            tracee.resume(Tracee.Request.CONTINUE, 0); // perhaps one that execs waits for it, and would never stop
        } else if (isTrapDue(tracee, seen)) {
            tracee.takeTrap();
        }
    }

    static void addStop(Tracee tracee, List<StopCause> causes, List<ThreadStop> stops) {
        if (!causes.isEmpty()) {
            stops.add(new ThreadStop(tracee, causes));
        }
    }

    /** What {@code work} finds; nothing if the thread was killed between two requests, for then its end is on its way. */
    static List<StopCause> unlessKilled(Tracee tracee, Supplier<List<StopCause>> work) {
        try {
            return work.get();
        } catch (SyscallException e) {
            if (e.errno() != Ptrace.ESRCH) {
                throw e;
            }
            tracee.dying();
            return List.of();
        }
    }
}
