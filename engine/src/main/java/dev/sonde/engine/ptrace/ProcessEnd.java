package dev.sonde.engine.ptrace;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopEvent.ThreadStop;
import dev.sonde.engine.linux.Ptrace;
import dev.sonde.engine.linux.Signals;
import dev.sonde.engine.linux.WaitStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How threads and processes end, by themselves, killed or let go. On the tracer thread only. */
final class ProcessEnd {
    private final TracedProcess process;
    private final NewTasks newTasks;
    private final StatusSource statuses;
    private final SharedCpu sharedCpu;
    private final TerminalHandover terminal;
    private final Consumer<StopEvent> events;
    private final Runnable gone;
    /** The last thread that ended by itself since the resume, 0 for none. */
    private int endedAlone;

    /** @param gone is told last, when the process is not driven any more */
    ProcessEnd(
            TracedProcess process,
            NewTasks newTasks,
            StatusSource statuses,
            SharedCpu sharedCpu,
            TerminalHandover terminal,
            Consumer<StopEvent> events,
            Runnable gone) {
        this.process = process;
        this.newTasks = newTasks;
        this.statuses = statuses;
        this.sharedCpu = sharedCpu;
        this.terminal = terminal;
        this.events = events;
        this.gone = gone;
    }

    /** Threads are about to run. */
    void resuming() {
        endedAlone = 0;
    }

    /** A thread is gone, and with the last one the process. */
    void ended(Tracee tracee, WaitStatus seen) {
        remove(tracee);
        if (tracee.exitsAlone) {
            endedAlone = tracee.tid();
        }
        if (tracee.tid() == process.pid() || process.tracees().isEmpty()) {
            if (tracee.tid() == process.pid()) {
                OwnChildren.ended(process.pid());
            }
            releaseSharers();
            StopEvent end = endOf(seen);
            becomeGone();
            events.accept(end);
        }
    }

    /** Lets a thread out of its last stop: it was killed, or others wait for its end. */
    void letExit(Tracee tracee) {
        tracee.resume(Tracee.Request.CONTINUE, 0);
        // The end of a leader is told only after that of every other thread.
        if (tracee.exitsAlone && tracee.tid() == process.pid()) {
            endedAlone = tracee.tid();
        }
    }

    /**
     * When the only threads that were to run have ended, the process is stopped: nobody would ever run again. Those that
     * were killed take the whole process with them, whose end is on its way.
     */
    Optional<ThreadStop> leavesNobodyRunning() {
        if (!process.isRunning() || endedAlone == 0 || process.anyMoving()) {
            return Optional.empty();
        }
        return process.stopped().stream()
                .findFirst()
                .map(first -> new ThreadStop(first, List.of(new StopCause.ThreadEnded(endedAlone))));
    }

    /** Kills the process and waits for its end. */
    void kill() {
        Signals.sendToProcess(process.pid(), Signals.SIGKILL);
        process.state(Inferior.State.RUNNING);
        while (process.state() != Inferior.State.GONE) {
            Tracee tracee = statuses.next();
            if (tracee == null) {
                continue;
            }
            if (statuses.status().isStopped()) {
                tracee.stopped(statuses.status());
                tracee.resume(Tracee.Request.CONTINUE, 0);
            } else {
                ended(tracee, statuses.status());
            }
        }
    }

    /**
     * Lets every thread go with its pending signal.
     *
     * @param lastStopped the thread that goes on with {@code delivery} instead
     */
    void detach(@Nullable Tracee lastStopped, SignalDelivery delivery) {
        sharedCpu.release();
        boolean there = !statuses.isKilled();
        process.sites().liftAll(process.memory().raw());
        if (there) {
            process.trapDisposition().restore();
        }
        boolean debugRegistersUsed = !process.debugSlots().isEmpty();
        for (Tracee tracee : process.stopped()) {
            process.settleSignal(tracee, tracee == lastStopped ? delivery : SignalDelivery.pending());
            if (debugRegistersUsed) {
                DebugSlots.clear(tracee);
            }
            there &= tracee.detach(tracee.pendingSignal());
        }
        if (!there && process.launched()) {
            kill(); // somebody else has killed it, and we are the one to reap it
        } else {
            OwnChildren.letGo(process.pid());
            becomeGone();
        }
    }

    /** The process has ended, but others that share its memory live on: they are let go as a child would be. */
    private void releaseSharers() {
        for (Tracee tracee : process.tracees()) {
            if (tracee.phase() == Tracee.Phase.RUNNING && Ptrace.interrupt(tracee.tid()) < 0) {
                tracee.dying();
            }
        }
        while (process.anyMoving()) {
            Tracee tracee = statuses.next();
            if (tracee != null && statuses.status().isStopped()) {
                tracee.stopped(statuses.status());
            } else if (tracee != null) {
                remove(tracee);
            }
        }
        if (!process.stopped().isEmpty()) {
            process.sites().liftAll(process.memory().raw());
            process.stopped().forEach(tracee -> tracee.detach(0));
        }
    }

    private void remove(Tracee tracee) {
        tracee.dying();
        process.remove(tracee);
        newTasks.gone(tracee);
        if (tracee.tid() != process.pid()) {
            process.tell(new Notice.ThreadEnded(tracee.tid()));
        }
    }

    private static StopEvent endOf(WaitStatus seen) {
        return seen.kind() == WaitStatus.Kind.KILLED
                ? new StopEvent.Killed(seen.signal(), seen.coreDumped())
                : new StopEvent.Exited(seen.exitCode());
    }

    private void becomeGone() {
        sharedCpu.release();
        terminal.close();
        process.tracees().forEach(Tracee::dying);
        process.tracees().clear();
        newTasks.processEnded();
        process.precautions().end();
        process.sites().forgetAll();
        process.memory().close();
        process.state(Inferior.State.GONE);
        gone.run();
    }
}
