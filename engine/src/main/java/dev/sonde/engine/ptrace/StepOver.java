package dev.sonde.engine.ptrace;

import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.linux.Ptrace;
import dev.sonde.engine.linux.Signals;
import dev.sonde.engine.linux.WaitStatus;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Executes the one instruction under a planted {@code int3}, while every other thread is stopped so that none runs past
 * the lifted byte.
 *
 * <p>A system call instruction could block for as long as the other threads stay stopped; it is run to its entry only,
 * where the pc is already behind it. A signal that comes before the instruction was executed is held until after it, and
 * further ones are blocked for that time. Source: ptrace(2), PTRACE_SETSIGMASK.
 */
final class StepOver {
    /** SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV and SIGSYS: blocking one that the instruction raises would kill. */
    private static final long SYNCHRONOUS_SIGNALS = 1L << 3 | 1L << 4 | 1L << 6 | 1L << 7 | 1L << 10 | 1L << 30;

    private static final int SYSCALL_OPCODE_FIRST = 0x0f;
    private static final int SYSCALL_OPCODE_SECOND = 0x05;

    private final TracedProcess process;
    private final StopExaminer examiner;
    private final Waiter waiter;
    private final MemorySegment savedMask = Arena.ofAuto().allocate(8, 8);
    private final MemorySegment blockedMask = Arena.ofAuto().allocate(8, 8);

    /** Waits for one thread while the others are stopped. */
    @FunctionalInterface
    interface Waiter {
        /** The next status of {@code tracee}; null when the thread or the process is gone. */
        @Nullable
        WaitStatus awaitStop(Tracee tracee);
    }

    StepOver(TracedProcess process, StopExaminer examiner, Waiter waiter) {
        this.process = process;
        this.examiner = examiner;
        this.waiter = waiter;
    }

    /** Whether {@code tracee} has to be stepped before it may run. */
    boolean isNeeded(Tracee tracee) {
        return tracee.passed
                && !(tracee.pendingSignal() != 0 && tracee.pendingSignalIsSynchronous)
                && tracee.pc() == tracee.passedPc
                && process.sites().at(tracee.passedPc) != null;
    }

    /**
     * Steps a stopped thread over what is planted at its pc.
     *
     * @return what came up meanwhile that somebody wants to know about; the thread is stopped, or gone
     */
    List<StopCause> run(Tracee tracee, ThreadAction action) {
        SoftwareSites.Site site = process.sites().at(tracee.pc());
        if (site == null) {
            return List.of();
        }
        process.sites().lift(site, process.memory().raw());
        try {
            return step(tracee, action, site.point().address());
        } finally {
            process.sites().drop(site, process.memory().raw());
        }
    }

    private List<StopCause> step(Tracee tracee, ThreadAction action, long address) {
        boolean systemCall = isSystemCall(address);
        int heldSignal = tracee.pendingSignal();
        List<StopCause> heldCauses = List.of();
        boolean masked = heldSignal != 0 && block(tracee);
        while (true) {
            tracee.resume(systemCall ? Tracee.Request.TO_SYSCALL : Tracee.Request.STEP, 0);
            WaitStatus status = waiter.awaitStop(tracee);
            if (status == null) {
                return heldCauses;
            }
            List<StopCause> causes = examiner.examine(tracee, status, action);
            boolean moved = status.kind() == WaitStatus.Kind.SYSCALL_STOP || tracee.pc() != address;
            boolean fault = tracee.pendingSignal() != 0 && tracee.pendingSignalIsSynchronous;
            if (moved || fault || isStepOntoItself(tracee, status)) {
                if (masked) {
                    Ptrace.setSigMask(tracee.tid(), savedMask);
                }
                if (fault) {
                    tracee.pass(address); // not executed yet: it will be stepped again
                }
                if (heldSignal != 0 && tracee.pendingSignal() == 0) {
                    tracee.pend(heldSignal, false);
                }
                return joined(heldCauses, causes);
            }
            // A signal came first: it waits until the instruction is done.
            if (tracee.pendingSignal() != 0) {
                heldSignal = tracee.pendingSignal();
            }
            heldCauses = joined(heldCauses, causes);
            masked = masked || block(tracee);
        }
    }

    /** A jump to itself leaves the pc where it was, and is done all the same. */
    private static boolean isStepOntoItself(Tracee tracee, WaitStatus status) {
        return status.kind() == WaitStatus.Kind.SIGNAL_STOP
                && status.signal() == Signals.SIGTRAP
                && tracee.pendingSignal() == 0;
    }

    private boolean isSystemCall(long address) {
        return process.memory().raw().readByte(address) == SYSCALL_OPCODE_FIRST
                && process.memory().raw().readByte(address + 1) == SYSCALL_OPCODE_SECOND;
    }

    private boolean block(Tracee tracee) {
        if (Ptrace.getSigMask(tracee.tid(), savedMask) < 0) {
            return false;
        }
        blockedMask.set(ValueLayout.JAVA_LONG, 0, savedMask.get(ValueLayout.JAVA_LONG, 0) | ~SYNCHRONOUS_SIGNALS);
        return Ptrace.setSigMask(tracee.tid(), blockedMask) >= 0;
    }

    private static List<StopCause> joined(List<StopCause> first, List<StopCause> second) {
        if (first.isEmpty()) {
            return second;
        }
        List<StopCause> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }
}
