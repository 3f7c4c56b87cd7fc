package dev.sonde.engine.ptrace;

import dev.sonde.engine.error.SyscallException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.linux.ProcFs;
import dev.sonde.engine.linux.ProcessMemoryFile;
import dev.sonde.engine.linux.Ptrace;
import dev.sonde.engine.linux.Wait;
import dev.sonde.engine.linux.WaitStatus;
import dev.sonde.engine.x86_64.Register;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a program makes of itself: threads, which are kept; child processes, which are clean of planted instructions, and
 * are let go unless somebody wants to keep them; a new program, which starts with nothing planted.
 *
 * <p>On the tracer thread only. Sources: ptrace(2) on PTRACE_O_TRACECLONE and its kin; clone(2).
 */
final class NewTasks {
    private static final int CLONE = 56;
    private static final int CLONE3 = 435;
    private static final long CLONE_VM = 0x100;
    private static final long CLONE_VFORK = 0x4000;
    private static final long CLONE_THREAD = 0x10000;
    private static final long USER_CODE_64 = 0x33;

    private final TracedProcess process;
    private final PtraceInferior inferior;
    private final StatusRouter router;
    private final Wait wait;
    private final SharedCpu sharedCpu;
    /** Threads that ended before their maker's event was seen. */
    private final Set<Integer> endedEarly = new HashSet<>();
    /** The threads that wait in vfork while their child borrows the memory. */
    private final Set<Tracee> vforking = new HashSet<>();

    /** The process whose memory this one has borrowed by vfork. */
    private @Nullable TracedProcess lender;

    /** What a thread can make. */
    enum Kind {
        /** A thread, or a process that shares the memory for good, which is traced like one. */
        THREAD,
        /** A process with a copy of the memory. */
        PROCESS,
        /** A process that borrows the memory until it execs or exits. */
        BORROWER
    }

    /**
     * What a thread has made.
     *
     * @param child the process, if it is kept
     */
    record Made(Kind kind, @Nullable PtraceInferior child) {}

    NewTasks(TracedProcess process, PtraceInferior inferior, StatusRouter router, SharedCpu sharedCpu) {
        this.process = process;
        this.inferior = inferior;
        this.router = router;
        wait = router.waiting();
        this.sharedCpu = sharedCpu;
    }

    /** While a vforked child has the memory, no other thread may run than those that wait for such a child. */
    boolean isMemoryLent() {
        return !vforking.isEmpty();
    }

    /** Whether {@code tracee} waits for its vforked child. */
    boolean isVforking(Tracee tracee) {
        return vforking.contains(tracee);
    }

    /**
     * A status of a task that is not known yet: a thread of the process whose maker's event is still to come, or may
     * never come because the maker was killed.
     *
     * @return the thread, to be treated as known from now on; null for one that has ended, and for anything else
     */
    @Nullable
    Tracee appeared(int tid, WaitStatus status) {
        if (!status.isStopped()) {
            endedEarly.add(tid);
            return null;
        }
        return trace(tid);
    }

    /** {@code parent} has made {@code child}, which is kept or let go according to what it is. */
    Made made(Tracee parent, int event, int child) {
        long flags = cloneFlags(parent, event);
        boolean sharesMemory = (flags & CLONE_VM) != 0;
        if (sharesMemory && (flags & CLONE_VFORK) != 0 && (flags & CLONE_THREAD) == 0) {
            return new Made(Kind.BORROWER, vforked(parent, child));
        }
        if (sharesMemory) {
            if (!endedEarly.remove(child) && process.tracee(child) == null) {
                trace(child);
            }
            boolean thread = (flags & CLONE_THREAD) != 0 || event == WaitStatus.EVENT_CLONE;
            return new Made(thread ? Kind.THREAD : Kind.PROCESS, null);
        }
        return new Made(event == WaitStatus.EVENT_VFORK ? Kind.BORROWER : Kind.PROCESS, forked(child));
    }

    /** The flags of the clone that {@code parent} is in; the events do not tell who shares memory. */
    private long cloneFlags(Tracee parent, int event) {
        if (parent.registers().readLong(Register.CS) == USER_CODE_64) {
            long call = parent.registers().readLong(Register.ORIG_RAX);
            long first = parent.registers().readLong(Register.RDI);
            if (call == CLONE) {
                return first;
            }
            if (call == CLONE3) {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment flags = arena.allocate(Long.BYTES, Long.BYTES);
                    if (process.memory().raw().read(first, flags) == Long.BYTES) {
                        return flags.get(ValueLayout.JAVA_LONG, 0);
                    }
                }
            }
        }
        return switch (event) {
            case WaitStatus.EVENT_FORK -> 0;
            case WaitStatus.EVENT_VFORK -> CLONE_VM | CLONE_VFORK;
            default -> CLONE_VM | CLONE_THREAD;
        };
    }

    private Tracee trace(int tid) {
        sharedCpu.releaseChild(tid);
        sharedCpu.release();
        Tracee tracee = new Tracee(tid, inferior, process.tracer(), process.registerTable(), Tracee.Phase.STARTING);
        tracee.action = process.actionOfNew();
        process.add(tracee);
        return tracee;
    }

    /** The first stop of a thread: gives it the process's debug registers. */
    void started(Tracee tracee, WaitStatus status) {
        tracee.stopped(status);
        if (!process.debugSlots().isEmpty()) {
            process.debugSlots().applyTo(tracee);
        }
        process.tell(new Notice.ThreadStarted(tracee));
    }

    /** A child with a copy of the memory, planted instructions included: restores the copy, and perhaps keeps it. */
    private @Nullable PtraceInferior forked(int child) {
        if (!awaitFirstStop(child)) {
            return null;
        }
        clean(child);
        return keepOrLetGo(child, null);
    }

    /** What is planted is lifted until the child gives the memory back. Every other thread is stopped. */
    private @Nullable PtraceInferior vforked(Tracee parent, int child) {
        if (!awaitFirstStop(child)) {
            return null;
        }
        if (vforking.isEmpty()) {
            process.sites().liftAll(process.memory().raw());
        }
        vforking.add(parent);
        return keepOrLetGo(child, process);
    }

    private void clean(int child) {
        if (!process.sites().isEmpty()) {
            try (ProcessMemoryFile memory = ProcessMemoryFile.open(child)) {
                process.sites().clean(memory);
            } catch (SyscallException e) {
                // Killed in its first stop: its memory is of no interest any more.
                process.tell(new Notice.Warning(
                        "the child process " + child + " could not be cleaned of breakpoints: " + e.getMessage()));
            }
        }
    }

    private @Nullable PtraceInferior keepOrLetGo(int child, @Nullable TracedProcess lender) {
        if (!process.catching().keepsChildren()) {
            letGo(child);
            return null;
        }
        return inferior.adoptChild(child, wait.status(), lender);
    }

    /** This process's memory is {@code owner}'s until it execs or exits. */
    void borrowsFrom(@Nullable TracedProcess owner) {
        lender = owner;
    }

    /** The memory is given back: whatever is planted there by us must not meet its owner. */
    private void giveBack() {
        TracedProcess owner = lender;
        lender = null;
        if (owner != null && owner.state() != Inferior.State.GONE) {
            process.sites().clean(owner.memory().raw());
        }
    }

    /** The child has given the memory back. */
    void vforkDone(Tracee parent) {
        if (vforking.remove(parent) && vforking.isEmpty()) {
            process.sites().dropAll(process.memory().raw());
        }
    }

    /** A thread is gone; if it waited in vfork, the memory is the process's own again. */
    void gone(Tracee tracee) {
        vforkDone(tracee);
    }

    /** The program was replaced: only the thread that is now the leader is left, and nothing is planted. */
    void executed(Tracee leader, int formerTid) {
        for (Tracee other : process.tracees()) {
            if (other != leader) {
                if (other.tid() == formerTid) {
                    leader.continues(other);
                }
                other.dying();
                process.remove(other);
            }
        }
        vforking.clear();
        sharedCpu.release();
        process.precautions().end();
        process.trapDisposition().forget();
        giveBack();
        process.sites().forgetAll();
        process.debugSlots().forgetAll();
        process.memory().reopen(process.pid());
    }

    /** The process has ended: lets go of children that it was killed before it could tell of. */
    void processEnded() {
        giveBack();
        int child = router.firstUnknown();
        while (child > 0 && isOrphan(child) && awaitFirstStop(child)) {
            clean(child);
            letGo(child);
            child = router.firstUnknown();
        }
    }

    /** Whatever else the tracer could have as a child is not traced, and stays for whoever waits for it. */
    private boolean isOrphan(int child) {
        int maker = ProcFs.statusNumber(child, "PPid").orElse(0);
        return ProcFs.statusNumber(child, "TracerPid").orElse(0)
                        == process.tracer().threadId()
                && (maker == process.pid() || !router.drives(maker));
    }

    private void letGo(int child) {
        Ptrace.detach(child, 0);
        process.tell(new Notice.ChildReleased(child));
    }

    /** Whether the child lives and is in its first stop. */
    private boolean awaitFirstStop(int child) {
        sharedCpu.releaseChild(child);
        long result;
        do {
            result = wait.take(child);
        } while (result == -Wait.EINTR);
        return result == child && wait.status().isStopped();
    }
}
