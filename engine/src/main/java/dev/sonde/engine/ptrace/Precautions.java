package dev.sonde.engine.ptrace;

import dev.sonde.engine.error.SyscallException;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.linux.Affinity;
import dev.sonde.engine.linux.Ptrace;
import dev.sonde.engine.linux.Restorer;
import dev.sonde.engine.linux.Wait;
import dev.sonde.engine.linux.WaitStatus;
import org.jspecify.annotations.Nullable;

/**
 * What lets an attached process live on when the debugger is killed. A launched one dies with it, and needs none of this.
 *
 * <p>While the process is stopped for the user, nothing is planted in it, its debug registers are clear, and no thread is
 * left in the middle of a single step: the kernel lets all go, and they go on as if never debugged. While it runs, a
 * {@link Restorer} knows what is planted.
 *
 * <p>On the tracer thread only, with every thread stopped.
 */
final class Precautions {
    private final TracedProcess process;
    /** Whether the process is made safe because the user has it. */
    private boolean safe;

    private @Nullable Restorer restorer;

    Precautions(TracedProcess process) {
        this.process = process;
    }

    /** The process is stopped for the user, for as long as that may take. */
    void stopped() {
        if (process.launched() || safe) {
            return;
        }
        safe = true;
        process.sites().liftAll(process.memory().raw());
        for (Tracee tracee : process.stopped()) {
            if (!process.debugSlots().isEmpty()) {
                DebugSlots.disable(tracee);
            }
            if (tracee.isStepLeft()) {
                leaveStep(tracee);
            }
            commit(tracee);
        }
    }

    /** The process is about to run. */
    void resuming() {
        if (!safe) {
            return;
        }
        safe = false;
        boolean hardware = !process.debugSlots().isEmpty();
        requireRestorer(hardware);
        if (hardware) {
            process.stopped().forEach(process.debugSlots()::applyTo);
        }
        process.sites().dropAll(process.memory().raw());
    }

    /** Something was planted, which for debug registers means that every thread has them now. */
    void planted() {
        boolean hardware = !process.debugSlots().isEmpty();
        if (safe && hardware) {
            process.stopped().forEach(DebugSlots::disable);
        } else if (!safe && !process.launched()) {
            requireRestorer(hardware);
        }
    }

    /** A thread has executed an {@code int3}; it is to go on before it even if nobody is left to say so. */
    void hit(Tracee tracee, long address) {
        if (!process.launched()) {
            Ptrace.pokeUser(tracee.tid(), Ptrace.USER_RIP, address);
        }
    }

    /** A thread is about to be kept on the processor of {@code meanwhile}; it is to have {@code before} again. */
    void pinning(int tid, Affinity before, Affinity meanwhile) {
        if (process.launched()) {
            return;
        }
        if (restorer == null) {
            startRestorer();
        }
        if (restorer != null) {
            restorer.pinned(tid, before, meanwhile);
        }
    }

    /** No thread is kept on one processor any more. */
    void unpinned() {
        if (restorer != null) {
            restorer.unpinned();
        }
    }

    /** The memory that things were planted in is gone, or nothing is planted there any more. */
    void end() {
        if (restorer != null) {
            process.sites().ledger(null);
            restorer.close();
            restorer = null;
        }
    }

    private void requireRestorer(boolean hardware) {
        if (restorer == null && (hardware || !process.sites().isEmpty())) {
            startRestorer();
        }
        if (restorer != null) {
            restorer.clearsDebugRegisters(hardware);
        }
    }

    private void startRestorer() {
        try {
            Restorer started = Restorer.start(process.pid(), living());
            restorer = started;
            process.sites().ledger(started);
        } catch (SyscallException e) {
            process.tell(new Notice.Warning(
                    "should the debugger be killed, nobody will remove its breakpoints: " + e.getMessage()));
        }
    }

    private int living() {
        return process.stopped().stream().findFirst().map(Tracee::tid).orElse(process.pid());
    }

    private static void commit(Tracee tracee) {
        try {
            tracee.commitRegisters();
        } catch (SyscallException e) {
            if (e.errno() != Ptrace.ESRCH) {
                throw e;
            }
        }
    }

    /**
     * A thread that was resumed by a single step keeps its trap flag until it is resumed otherwise: it is, with an interrupt
     * that is waiting for it, so that it stops again before it has executed anything. Source: get_signal() in {@code
     * kernel/signal.c}, which looks for such a stop first.
     */
    private void leaveStep(Tracee tracee) {
        Wait wait = process.tracer().router().waiting();
        commit(tracee);
        if (Ptrace.interrupt(tracee.tid()) < 0 || Ptrace.cont(tracee.tid(), 0) < 0) {
            return; // killed: its end is on its way
        }
        long result;
        do {
            result = wait.take(tracee.tid());
        } while (result == -Wait.EINTR);
        WaitStatus seen = wait.status();
        if (result == tracee.tid() && seen.isStopped()) {
            tracee.stoppedAgain(seen);
        }
    }
}
