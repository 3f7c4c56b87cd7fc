package dev.sonde.engine.ptrace;

import dev.sonde.engine.inferior.Catching;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.linux.OwnProcess;
import dev.sonde.engine.linux.ProcFs;
import dev.sonde.engine.linux.Ptrace;
import dev.sonde.engine.linux.Signals;
import dev.sonde.engine.linux.WaitStatus;
import dev.sonde.engine.signal.SigInfo;
import dev.sonde.engine.signal.SignalPolicy;
import dev.sonde.engine.x86_64.Register;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why a thread stopped, and whether anybody wants to know: an empty list of causes means that the thread shall
 * go on as if nothing had happened.
 *
 * <p>A thread that is killed leaves its stop for the last one, at its exit, which then answers in place of the stop that is
 * examined: nothing that it says must be taken for an answer.
 *
 * <p>Updates what is known of the thread, never resumes it. Sources: ptrace(2); {@code arch/x86/kernel/traps.c} for the
 * codes of SIGTRAP; Intel SDM vol. 3 section 17.2 for DR6.
 */
final class StopExaminer {
    /** SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV and SIGSYS: from the kernel they mean the instruction at the pc. */
    private static final long SYNCHRONOUS = 1L << 4 | 1L << 5 | 1L << 7 | 1L << 8 | 1L << 11 | 1L << 31;

    private static final int SI_KERNEL = 0x80;
    private static final int EVENT_SHIFT = 8;
    private static final int TRAP_BRKPT = 1;
    private static final int TRAP_TRACE = 2;
    private static final int TRAP_HWBKPT = 4;
    private static final long SIGINFO_CODE = 8;
    private static final int SYSCALL_INFO_SIZE = 88;
    private static final int SYSCALL_INFO_ENTRY = 1;
    private static final int SYSCALL_INFO_EXIT = 2;
    private static final int EXIT = 60;
    /** A trap is among the first of a thread's own signals, for the kernel queues it at once. */
    private static final int PEEKED_SIGNALS = 32;

    private final TracedProcess process;
    private final NewTasks newTasks;
    private final MemorySegment siginfo = Arena.ofAuto().allocate(128, 8);
    private final MemorySegment syscallInfo = Arena.ofAuto().allocate(SYSCALL_INFO_SIZE, 8);
    private final MemorySegment peekArguments = Arena.ofAuto().allocate(16, 8);
    private final MemorySegment peeked = Arena.ofAuto().allocate((long) PEEKED_SIGNALS * SigInfo.SIZE, 8);
    private final MemorySegment word = Arena.ofAuto().allocate(8, 8);

    StopExaminer(TracedProcess process, NewTasks newTasks) {
        this.process = process;
        this.newTasks = newTasks;
    }

    /**
     * The causes of a stop that somebody wants to know about.
     *
     * @param tracee the thread, whose stop has been noted
     * @param action what the thread was doing
     */
    List<StopCause> examine(Tracee tracee, WaitStatus status, ThreadAction action) {
        return switch (status.kind()) {
            case SYSCALL_STOP -> syscall(tracee, action);
            case EVENT_STOP -> event(tracee, status);
            case SIGNAL_STOP -> {
                tracee.signalStop = true;
                yield status.signal() == Signals.SIGTRAP ? trap(tracee, action) : signal(tracee, status.signal());
            }
            case EXITED, KILLED, CONTINUED ->
                throw new IllegalArgumentException(tracee + " has no stop to examine: " + status);
        };
    }

    private List<StopCause> syscall(Tracee tracee, ThreadAction action) {
        if (Ptrace.getSyscallInfo(tracee.tid(), syscallInfo) < 0) {
            return List.of(); // killed in between: its end is on its way
        }
        boolean always = action instanceof ThreadAction.ToSyscall;
        return switch (syscallInfo.get(ValueLayout.JAVA_BYTE, 0)) {
            case SYSCALL_INFO_ENTRY -> syscallEntry(tracee, always);
            case SYSCALL_INFO_EXIT -> syscallExit(tracee, always);
            default -> {
                tracee.exiting = true;
                yield List.of();
            }
        };
    }

    private List<StopCause> syscallEntry(Tracee tracee, boolean always) {
        long number = syscallInfo.get(ValueLayout.JAVA_LONG, 24);
        tracee.syscallNumber = number;
        tracee.syscallArguments = List.of();
        if (!always && !isCaught(number)) {
            return List.of();
        }
        List<Long> arguments = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            arguments.add(syscallInfo.get(ValueLayout.JAVA_LONG, 32 + 8L * i));
        }
        tracee.syscallArguments = arguments;
        return List.of(new StopCause.SyscallEntry(number, arguments));
    }

    private List<StopCause> syscallExit(Tracee tracee, boolean always) {
        List<Long> arguments = tracee.syscallArguments;
        // The entry may not have been seen.
        long number = tracee.syscallNumber >= 0
                ? tracee.syscallNumber
                : tracee.registers().readLong(Register.ORIG_RAX);
        tracee.syscallNumber = -1;
        tracee.syscallArguments = List.of();
        return always || isCaught(number)
                ? List.of(new StopCause.SyscallExit(number, arguments, syscallInfo.get(ValueLayout.JAVA_LONG, 24)))
                : List.of();
    }

    private boolean isCaught(long number) {
        var caught = process.catching().syscalls();
        return caught != null && caught.test(number);
    }

    private List<StopCause> event(Tracee tracee, WaitStatus status) {
        Catching catching = process.catching();
        return switch (status.event()) {
            case WaitStatus.EVENT_CLONE, WaitStatus.EVENT_FORK, WaitStatus.EVENT_VFORK ->
                made(tracee, status.event(), eventMessage(tracee, status));
            case WaitStatus.EVENT_VFORK_DONE -> {
                newTasks.vforkDone(tracee);
                yield causeIf(catching.vforkEnds(), new StopCause.VforkDone());
            }
            case WaitStatus.EVENT_EXEC -> {
                int former = eventMessage(tracee, status);
                if (former <= 0) {
                    yield List.of();
                }
                newTasks.executed(tracee, former);
                tracee.executed = true;
                yield List.of(new StopCause.Executed(
                        ProcFs.link(process.pid(), "exe").orElse(""),
                        former == tracee.tid() ? OptionalInt.empty() : OptionalInt.of(former)));
            }
            case WaitStatus.EVENT_EXIT -> {
                tracee.exitsAlone = endsByItself(tracee);
                yield causeIf(catching.threads() && tracee.exitsAlone, new StopCause.ThreadExiting());
            }
            default -> {
                // PTRACE_EVENT_STOP: a group-stop carries the stopping signal, an interrupt SIGTRAP.
                tracee.groupStop = status.signal() != Signals.SIGTRAP;
                yield List.of();
            }
        };
    }

    private List<StopCause> made(Tracee tracee, int event, int child) {
        if (child <= 0) {
            return List.of(); // the maker was killed before it could be asked
        }
        Catching catching = process.catching();
        NewTasks.Made made = newTasks.made(tracee, event, child);
        Optional<Inferior> kept = Optional.ofNullable(made.child());
        return switch (made.kind()) {
            case THREAD -> causeIf(catching.threads(), new StopCause.ThreadCreated(child));
            case PROCESS -> causeIf(catching.forks() || kept.isPresent(), new StopCause.Forked(child, false, kept));
            case BORROWER -> causeIf(catching.vforks() || kept.isPresent(), new StopCause.Forked(child, true, kept));
        };
    }

    /** Whether only this thread ends, by its own wish; one that is killed by exit_group or execve must not be held. */
    private boolean endsByItself(Tracee tracee) {
        return process.tracees().size() > 1 && tracee.registers().readLong(Register.ORIG_RAX) == EXIT;
    }

    private static List<StopCause> causeIf(boolean wanted, StopCause cause) {
        return wanted ? List.of(cause) : List.of();
    }

    /** Fetches the signal's information; false when the thread has been killed meanwhile. */
    private boolean fetchSigInfo(Tracee tracee) {
        if (Ptrace.getSigInfo(tracee.tid(), siginfo) < 0) {
            return false;
        }
        boolean atExit = siginfo.get(ValueLayout.JAVA_INT, SIGINFO_CODE) == eventCode(WaitStatus.EVENT_EXIT);
        tracee.exiting |= atExit;
        return !atExit;
    }

    private static int eventCode(int event) {
        return event << EVENT_SHIFT | Signals.SIGTRAP;
    }

    private List<StopCause> trap(Tracee tracee, ThreadAction action) {
        if (!fetchSigInfo(tracee)) {
            return List.of();
        }
        int code = siginfo.get(ValueLayout.JAVA_INT, SIGINFO_CODE);
        switch (code) {
            case SI_KERNEL -> {
                long address = tracee.pc() - 1;
                SoftwareSites.Site site = process.sites().at(address);
                if (site != null && !site.isBeingStepped()) {
                    tracee.setPc(address);
                    process.precautions().hit(tracee, address);
                    return softwareHit(tracee, site);
                }
            }
            case TRAP_TRACE -> {
                if (tracee.stepping) {
                    return stepped(tracee, action);
                }
            }
            case TRAP_BRKPT -> {
                if (tracee.stepping) { // the kernel's code for a step over the syscall instruction
                    return stepped(tracee, action);
                }
            }
            case Signals.SIGTRAP -> {
                if (tracee.stepping) { // the kernel's code for a step into a signal handler
                    return stepped(tracee, action);
                }
            }
            case TRAP_HWBKPT -> {
                List<StopCause> causes = new ArrayList<>();
                if (debugHits(tracee, causes)) {
                    if (tracee.passed) {
                        // A hardware breakpoint speaks first where a software one is planted too.
                        addSoftwareHitAtPc(tracee, causes);
                    } else if (!causes.isEmpty()) {
                        // Accesses are told after the instruction, at a pc where something else may be planted.
                        addSoftwareHitAtPc(tracee, causes);
                        addHardwareHitAtPc(tracee, causes);
                    }
                    return causes;
                }
            }
            default -> {}
        }
        return signal(tracee, Signals.SIGTRAP);
    }

    private List<StopCause> softwareHit(Tracee tracee, SoftwareSites.Site site) {
        tracee.pass(site.point().address());
        return site.filter().shouldStop(tracee) ? List.of(new StopCause.Hit(site.point())) : List.of();
    }

    /** One instruction was executed: it may have touched watched memory, and may have led to a planted one. */
    private List<StopCause> stepped(Tracee tracee, ThreadAction action) {
        if (tracee.isOnlyLeavingExec()) {
            return List.of();
        }
        tracee.stepping = false;
        ThreadAction.@Nullable Step wanted = action instanceof ThreadAction.Step step ? step : null;
        boolean plain = process.debugSlots().isEmpty() && process.sites().isEmpty() && !tracee.trapsItself;
        if (plain && (wanted == null || wanted.control().stepAgain(tracee))) {
            return List.of();
        }
        List<StopCause> causes = new ArrayList<>();
        if (wanted != null && (plain || !wanted.control().stepAgain(tracee))) {
            causes.add(new StopCause.StepDone());
        }
        debugHits(tracee, causes);
        if (wanted != null) {
            // Without a step asked for, the thread will run into what is planted at the new pc by itself.
            addSoftwareHitAtPc(tracee, causes);
            addHardwareHitAtPc(tracee, causes);
        }
        if (tracee.trapsItself) {
            causes.addAll(signal(tracee, Signals.SIGTRAP));
        }
        return causes;
    }

    private void addSoftwareHitAtPc(Tracee tracee, List<StopCause> causes) {
        SoftwareSites.Site site = process.sites().at(tracee.pc());
        if (site != null) {
            causes.addAll(softwareHit(tracee, site));
        }
    }

    private void addHardwareHitAtPc(Tracee tracee, List<StopCause> causes) {
        long pc = tracee.pc();
        DebugSlots.Execution execution = process.debugSlots().executionAt(pc);
        if (execution != null) {
            tracee.pass(pc);
            if (execution.filter().shouldStop(tracee)) {
                causes.add(new StopCause.Hit(execution.point()));
            }
        }
    }

    /** Reads and clears DR6; whether one of our slots fired. Adds the hits that somebody wants to know about. */
    private boolean debugHits(Tracee tracee, List<StopCause> causes) {
        if (process.debugSlots().isEmpty()) {
            return false;
        }
        List<DebugSlots.Owner> owners = process.debugSlots().takeHits(tracee, word);
        for (DebugSlots.Owner owner : owners) {
            if (owner.point() instanceof StopPoint.Execute(long address, boolean _)) {
                tracee.pass(address);
            }
            if (owner.filter().shouldStop(tracee)) {
                causes.add(new StopCause.Hit(owner.point()));
            }
        }
        return !owners.isEmpty();
    }

    private List<StopCause> signal(Tracee tracee, int number) {
        if (!fetchSigInfo(tracee)) {
            return List.of();
        }
        SigInfo info = SigInfo.decode(siginfo.toArray(ValueLayout.JAVA_BYTE));
        SignalPolicy policy = process.catching().signals().of(number);
        if (number == tracee.sentSignal && isFromUs(info)) {
            tracee.sentSignal = 0;
            tracee.pend(number, false);
            return List.of();
        }
        boolean synchronous = info.isFromKernel() && (SYNCHRONOUS >>> number & 1) != 0;
        if (policy.stop()) {
            tracee.pend(number, synchronous);
            return List.of(new StopCause.Signalled(info));
        }
        tracee.pend(policy.pass() ? number : 0, synchronous);
        if (policy.print()) {
            process.tell(new Notice.SignalPassed(tracee.tid(), info));
        }
        return List.of();
    }

    private static boolean isFromUs(SigInfo info) {
        return info.detail() instanceof SigInfo.Detail.Sender(int pid, int _)
                // 0 is somebody outside the program's pid namespace.
                && (pid == OwnProcess.pid() || pid == 0);
    }

    /**
     * Whether a trap that the thread has run into waits to be taken. An interrupt overtakes it; taken later, when what
     * is planted has changed, it would be nobody's.
     */
    boolean isTrapPending(Tracee tracee) {
        if (process.sites().isEmpty() && process.debugSlots().isEmpty() && !tracee.stepping) {
            return false;
        }
        peekArguments.set(ValueLayout.JAVA_INT, 12, PEEKED_SIGNALS);
        long n = Ptrace.peekSigInfo(tracee.tid(), peekArguments, peeked);
        for (long i = 0; i < n; i++) {
            long at = i * SigInfo.SIZE;
            if (peeked.get(ValueLayout.JAVA_INT, at) == Signals.SIGTRAP
                    && peeked.get(ValueLayout.JAVA_INT, at + SIGINFO_CODE) > 0) {
                return true;
            }
        }
        return false;
    }

    /** What the event tells, which is never 0 or negative; 0 when the thread has been killed meanwhile. */
    private int eventMessage(Tracee tracee, WaitStatus status) {
        boolean told = Ptrace.getEventMessage(tracee.tid(), word) >= 0
                && fetchSigInfo(tracee)
                && siginfo.get(ValueLayout.JAVA_INT, SIGINFO_CODE) == eventCode(status.event());
        return told ? (int) word.get(ValueLayout.JAVA_LONG, 0) : 0;
    }
}
