package dev.sonde.engine.ptrace;

import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.linux.ProcFs;
import dev.sonde.engine.linux.ProcessMemoryFile;
import dev.sonde.engine.linux.Ptrace;
import dev.sonde.engine.linux.SystemCall;
import dev.sonde.engine.linux.Wait;
import dev.sonde.engine.linux.WaitStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a program makes of itself: threads, which are kept; child processes, which are let go clean of planted
 * instructions; a new program, which starts with nothing planted.
 *
 * <p>On the tracer thread only. Sources: ptrace(2) on PTRACE_O_TRACECLONE and its kin; kcmp(2).
 */
final class NewTasks {
    private static final int KCMP = 312;
    private static final int KCMP_VM = 1;

    private final TracedProcess process;
    private final PtraceInferior inferior;
    private final Wait wait;
    private final SharedCpu sharedCpu;
    /** First statuses of threads that came before the clone event of their parent. */
    private final Map<Integer, WaitStatus> early = new HashMap<>();
    /** The thread that waits in vfork while its child borrows the memory, or null. */
    private @Nullable Tracee vforking;

    NewTasks(TracedProcess process, PtraceInferior inferior, Wait wait, SharedCpu sharedCpu) {
        this.process = process;
        this.inferior = inferior;
        this.wait = wait;
        this.sharedCpu = sharedCpu;
    }

    /** A status of a thread that is not known yet. */
    void early(int tid, WaitStatus status) {
        early.put(tid, status);
    }

    /** The thread whose vforked child has the memory: while it is not null no other thread may run. */
    @Nullable
    Tracee vforking() {
        return vforking;
    }

    /** A clone: a thread, or a process in its own right. Whether it is a thread that is traced from now on. */
    boolean cloned(int child) {
        sharedCpu.releaseChild(child);
        OptionalInt group = ProcFs.statusNumber(child, "Tgid");
        boolean ownProcess = group.isPresent() && group.getAsInt() != process.pid();
        if (ownProcess && !sharesMemory(child)) {
            forked(child);
            return false;
        }
        sharedCpu.release();
        Tracee tracee = new Tracee(child, inferior, process.tracer(), process.registerTable(), Tracee.Phase.STARTING);
        WaitStatus status = early.remove(child);
        if (status != null && !status.isStopped()) {
            return false; // lived and died before its parent's event was seen
        }
        process.add(tracee);
        if (status != null) {
            started(tracee);
        }
        return true;
    }

    /** The first stop of a thread: gives it the process's debug registers. */
    void started(Tracee tracee) {
        tracee.stopped();
        if (!process.debugSlots().isEmpty()) {
            process.debugSlots().applyTo(tracee);
        }
        process.tell(new Notice.ThreadStarted(tracee.tid()));
    }

    /** A forked child has a copy of the memory, planted instructions included: restores the copy and lets it go. */
    void forked(int child) {
        if (awaitFirstStop(child)) {
            if (!process.sites().isEmpty()) {
                try (ProcessMemoryFile memory = ProcessMemoryFile.open(child)) {
                    process.sites().liftAll(memory);
                }
            }
            letGo(child);
        }
    }

    /** A vforked child borrows the memory until it execs or exits: what is planted is lifted until then. */
    void vforked(Tracee parent, int child) {
        if (awaitFirstStop(child)) {
            process.sites().liftAll(process.memory().raw());
            vforking = parent;
            letGo(child);
        }
    }

    /** The child has given the memory back. */
    void vforkDone(Tracee parent) {
        if (vforking == parent) {
            vforking = null;
            process.sites().dropAll(process.memory().raw());
        }
    }

    /** A thread is gone; if it waited in vfork, the memory is the process's own again. */
    void gone(Tracee tracee) {
        vforkDone(tracee);
        early.remove(tracee.tid());
    }

    /** The program was replaced: only the thread that is now the leader is left, and nothing is planted. */
    void executed(Tracee leader) {
        for (Tracee other : process.tracees()) {
            if (other != leader) {
                process.remove(other);
            }
        }
        vforking = null;
        process.sites().forgetAll();
        process.debugSlots().forgetAll();
        process.memory().reopen(process.pid());
    }

    private void letGo(int child) {
        Ptrace.detach(child, 0);
        process.tell(new Notice.ChildReleased(child));
    }

    /** Whether the child lives and is in its first stop. */
    private boolean awaitFirstStop(int child) {
        sharedCpu.releaseChild(child);
        WaitStatus status = early.remove(child);
        while (status == null) {
            long result = wait.take(child);
            if (result == child) {
                status = wait.status();
            } else if (result != -Wait.EINTR) {
                return false;
            }
        }
        return status.isStopped();
    }

    private boolean sharesMemory(int child) {
        return SystemCall.call(KCMP, process.pid(), child, KCMP_VM, 0, 0, 0) == 0;
    }
}
