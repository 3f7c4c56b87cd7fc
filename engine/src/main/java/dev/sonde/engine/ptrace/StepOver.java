package dev.sonde.engine.ptrace;

import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.linux.Ptrace;
import dev.sonde.engine.linux.Signals;
import dev.sonde.engine.linux.WaitStatus;
import dev.sonde.engine.x86_64.SystemCallInstruction;
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

    private final TracedProcess process;
    private final StopExaminer examiner;
    private final Waiter waiter;
    private final SoftwareStep software;
    private final boolean mayEmulate;
    private final MemorySegment savedMask = Arena.ofAuto().allocate(8, 8);
    private final MemorySegment blockedMask = Arena.ofAuto().allocate(8, 8);

    /** Waits for one thread while the others are stopped. */
    @FunctionalInterface
    interface Waiter {
        /** The next status of {@code tracee}; null when the thread or the process is gone. */
        @Nullable
        WaitStatus awaitStop(Tracee tracee);
    }

    /** @param mayEmulate whether {@link #emulate} may ever do anything */
    StepOver(TracedProcess process, StopExaminer examiner, Waiter waiter, boolean mayEmulate) {
        this.process = process;
        this.mayEmulate = mayEmulate;
        software = new SoftwareStep(process);
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
     * Executes the instruction under what is planted at the pc in software; others may be running. Declines what only the
     * processor can do faithfully: a step that was asked for, an access that a debug register may be watching, an
     * instruction that the emulator does not know.
     *
     * @return whether it was executed; if not, {@link #run} must do it
     */
    boolean emulate(Tracee tracee, ThreadAction action) {
        if (!mayEmulate
                || action instanceof ThreadAction.Step
                || tracee.pendingSignal() != 0
                || !process.debugSlots().isEmpty()) {
            return false;
        }
        SoftwareSites.Site site = process.sites().at(tracee.passedPc);
        if (site == null || !software.execute(tracee, site)) {
            return false;
        }
        tracee.passed = false;
        return true;
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
            if (!process.sites().drop(site, process.memory().raw()) && process.tracee(tracee.tid()) == tracee) {
                process.tell(new Notice.Warning("the breakpoint at 0x"
                        + Long.toHexString(site.point().address()) + " could not be put back: the memory is gone"));
            }
        }
    }

    private List<StopCause> step(Tracee tracee, ThreadAction action, long address) {
        boolean systemCall = SystemCallInstruction.isAt(address, process.memory().raw()::readByte);
        int heldSignal = tracee.pendingSignal();
        List<Integer> laterSignals = new ArrayList<>();
        List<StopCause> heldCauses = List.of();
        boolean masked = heldSignal != 0 && block(tracee);
        process.debugSlots().passOver(tracee);
        while (true) {
            tracee.resume(systemCall ? Tracee.Request.TO_SYSCALL : Tracee.Request.STEP, 0);
            WaitStatus status = waiter.awaitStop(tracee);
            if (status == null) {
                return heldCauses;
            }
            List<StopCause> causes = examiner.examine(tracee, status, action);
            if (isStopAlone(status)) {
                continue; // whether the instruction was executed will be known at the trap that is still to come
            }
            boolean fault = tracee.pendingSignalIsSynchronous;
            if (fault || status.kind() != WaitStatus.Kind.SIGNAL_STOP || !tracee.stepping) {
                if (masked) {
                    Ptrace.setSigMask(tracee.tid(), savedMask);
                }
                if (fault && tracee.pc() == address) {
                    tracee.pass(address); // not executed yet: it will be stepped again
                }
                if (heldSignal != 0 && tracee.pendingSignal() == 0) {
                    tracee.pend(heldSignal, false);
                } else if (heldSignal != 0) {
                    laterSignals.addFirst(heldSignal);
                }
                laterSignals.forEach(signal -> Signals.sendToThread(process.pid(), tracee.tid(), signal));
                return joined(heldCauses, causes);
            }
            // A signal came first: it waits until the instruction is done. A second one, which can only be a SIGSTOP,
            // is sent again and will be seen then.
            if (heldSignal == 0) {
                heldSignal = tracee.pendingSignal();
                heldCauses = joined(heldCauses, causes);
            } else {
                laterSignals.add(status.signal());
            }
            masked = masked || block(tracee);
        }
    }

    /** A stop that says nothing of the program: a group-stop, or its end. */
    private static boolean isStopAlone(WaitStatus status) {
        return status.kind() == WaitStatus.Kind.EVENT_STOP && status.event() == WaitStatus.EVENT_STOP;
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
