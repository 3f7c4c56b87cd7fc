package dev.sonde.engine.ptrace;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.error.SyscallException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.linux.ProcFs;
import dev.sonde.engine.linux.Ptrace;
import dev.sonde.engine.linux.Signals;
import dev.sonde.engine.linux.WaitStatus;
import dev.sonde.engine.signal.SigInfo;
import dev.sonde.engine.x86_64.Eflags;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterFile;
import dev.sonde.engine.x86_64.RegisterTable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thread attached by ptrace: what is known of it between two stops.
 *
 * <p>The fields are {@link RunControl}'s, on the tracer thread; what {@link InferiorThread} offers may be called from
 * any thread while the process is stopped.
 */
final class Tracee implements InferiorThread {
    /** Where in its life the thread is. */
    enum Phase {
        /** Made by clone, not yet seen in its first stop. */
        STARTING,
        /** Runs, or is in a group-stop that it listens in. */
        RUNNING,
        /** In a ptrace-stop. */
        STOPPED,
        /** Will give no other status than its end. */
        DYING
    }

    private final int tid;
    private final PtraceInferior inferior;
    private final RegisterFile registers;
    private final PtraceRegisters ptraceRegisters;
    private volatile Phase phase;

    /** What the thread was told to do; to stay, once a stop of it was reported. */
    volatile ThreadAction action = new ThreadAction.Stay();

    /** Whether the thread alone was asked to stop, and has not yet. */
    boolean interruptWanted;

    /** Whether the present stop is a group-stop, which PTRACE_LISTEN leaves in force. */
    boolean groupStop;

    /** Whether the present stop is a signal-delivery-stop, the only kind that can be left with a signal. */
    boolean signalStop;

    /** Whether the present stop is the last: the thread has been told to exit. */
    boolean exiting;

    /** Whether the thread has told itself to exit, and the process goes on without it. */
    boolean exitsAlone;

    /** Whether the present stop is at the end of execve, before the first instruction. */
    boolean executed;

    /** Whether the present stop is due to nothing but an interrupt. */
    private boolean interrupted;

    /** Whether the last resume was a single step: the trap flag is set until the next one. */
    private boolean stepLeft;

    /** Whether the last resume was a single step that has not been completed. */
    boolean stepping;

    /** Whether the program itself had the trap flag set when it was stepped, and expects the trap as well. */
    boolean trapsItself;

    /** Whether the step began at the end of execve, where the kernel reports one before the first instruction. */
    private boolean leavesExec;

    private long execPc;

    /** The signal of the present signal-delivery-stop, 0 for none. */
    private volatile int pendingSignal;

    /** Whether the signal was caused by the instruction at the pc, which will cause it again, be it passed or not. */
    boolean pendingSignalIsSynchronous;

    /** The signal that the debugger has sent because it could not be delivered directly, 0 for none. */
    int sentSignal;

    /** Whether what is planted at {@link #passedPc} has had its say and must not stop the thread again. */
    boolean passed;

    long passedPc;

    /** The system call that the thread is in, with its arguments, from the entry stop. */
    long syscallNumber = -1;

    List<Long> syscallArguments = List.of();

    Tracee(int tid, PtraceInferior inferior, Tracer tracer, RegisterTable table, Phase phase) {
        this.tid = tid;
        this.inferior = inferior;
        this.phase = phase;
        ptraceRegisters = new PtraceRegisters(tid, tracer);
        registers = new RegisterFile(table, ptraceRegisters);
    }

    @Override
    public int tid() {
        return tid;
    }

    @Override
    public Inferior inferior() {
        return inferior;
    }

    @Override
    public String name() {
        return ProcFs.text(inferior.pid(), "task/" + tid + "/comm")
                .map(String::strip)
                .orElse("");
    }

    @Override
    public boolean isStopped() {
        // While others run, a thread that shall run is stopped for a moment only.
        return phase == Phase.STOPPED
                && (action instanceof ThreadAction.Stay || inferior.state() != Inferior.State.RUNNING);
    }

    @Override
    public RegisterFile registers() {
        requireStopped();
        return registers;
    }

    @Override
    public void commitRegisters() {
        requireStopped();
        if (registers.isDirty()) {
            registers.flush(ptraceRegisters);
        }
    }

    @Override
    public int pendingSignal() {
        return pendingSignal;
    }

    /** What {@link #restore} puts back. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Kept(int signal, boolean synchronous, byte @Nullable [] info, boolean passed, long passedPc)
            implements StopState {}

    @Override
    public StopState stopState() {
        requireStopped();
        return new Kept(
                pendingSignal, pendingSignalIsSynchronous, pendingSignal == 0 ? null : signalInfo(), passed, passedPc);
    }

    @Override
    public void restore(StopState state) {
        requireStopped();
        Kept kept = (Kept) state;
        pend(kept.signal, kept.synchronous);
        byte[] info = kept.info;
        if (info != null && signalStop) {
            signalInfo(info);
        }
        passed = kept.passed;
        passedPc = kept.passedPc;
    }

    @Override
    public byte[] signalInfo() {
        requireStopped();
        try (Arena arena = Arena.ofShared()) {
            MemorySegment segment = arena.allocate(SigInfo.SIZE, Long.BYTES);
            ptraceRegisters.request("read siginfo", () -> Ptrace.getSigInfo(tid, segment));
            return segment.toArray(ValueLayout.JAVA_BYTE);
        }
    }

    @Override
    public void signalInfo(byte[] bytes) {
        requireStopped();
        try (Arena arena = Arena.ofShared()) {
            MemorySegment segment = arena.allocate(SigInfo.SIZE, Long.BYTES);
            MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, Math.min(bytes.length, SigInfo.SIZE));
            ptraceRegisters.request("write siginfo", () -> Ptrace.setSigInfo(tid, segment));
        }
    }

    Phase phase() {
        return phase;
    }

    /** Whether it is in a ptrace-stop, be it for a moment only. */
    boolean inStop() {
        return phase == Phase.STOPPED;
    }

    long pc() {
        return registers.readLong(Register.RIP);
    }

    void setPc(long pc) {
        registers.writeLong(Register.RIP, pc);
    }

    /** Lets a thread that was interrupted take the trap that it had run into by then. */
    void takeTrap() {
        phase = Ptrace.cont(tid, 0) < 0 ? Phase.DYING : Phase.RUNNING;
    }

    /** After execve the thread goes on as the leader, under another id. */
    void continues(Tracee former) {
        syscallNumber = former.syscallNumber;
        syscallArguments = former.syscallArguments;
        stepping = former.stepping;
        action = former.action;
    }

    /** The thread is in the ptrace-stop that {@code status} tells of. */
    void stopped(WaitStatus status) {
        phase = Phase.STOPPED;
        groupStop = false;
        signalStop = false;
        exiting = status.kind() == WaitStatus.Kind.EVENT_STOP && status.event() == WaitStatus.EVENT_EXIT;
        interrupted = status.kind() == WaitStatus.Kind.EVENT_STOP
                && status.event() == WaitStatus.EVENT_STOP
                && status.signal() == Signals.SIGTRAP;
        executed = false;
        pendingSignal = 0;
        pendingSignalIsSynchronous = false;
        registers.invalidate();
    }

    /** Whether the thread's trap flag is set still, and could be cleared without letting it go any further. */
    boolean isStepLeft() {
        return stepLeft && isFreeToGo();
    }

    /** Whether the thread could be resumed without taking a signal, beginning a system call or ending. */
    boolean isFreeToGo() {
        return pendingSignal == 0 && !exiting && (signalStop || interrupted);
    }

    /** The thread was resumed, and stopped before it had executed anything. */
    void stoppedAgain(WaitStatus status) {
        int signal = pendingSignal;
        boolean synchronous = pendingSignalIsSynchronous;
        stopped(status);
        groupStop = status.event() == WaitStatus.EVENT_STOP && !interrupted;
        stepLeft = false;
        pend(signal, synchronous);
    }

    /** The thread will not stop again. */
    void dying() {
        phase = Phase.DYING;
    }

    /** Sets the signal that the thread goes on with unless told otherwise. */
    void pend(int signal, boolean synchronous) {
        pendingSignal = signal;
        pendingSignalIsSynchronous = synchronous;
    }

    /** Notes that what is planted at the pc has had its say. */
    void pass(long pc) {
        passed = true;
        passedPc = pc;
    }

    /**
     * Stores changed registers and resumes by {@code request}; a thread that has died meanwhile, or is let out of its
     * last stop, is noted as dying.
     *
     * @param signal the signal to go on with, 0 for none; outside of a signal-delivery-stop ptrace would ignore it, or
     *     make a second stop of it, so that it is sent instead and let pass when it comes
     */
    void resume(Request request, int signal) {
        if (registers.isDirty()) {
            try {
                registers.flush(ptraceRegisters);
            } catch (SyscallException e) {
                if (e.errno() != Ptrace.ESRCH) {
                    throw e;
                }
            }
        }
        stepping = request == Request.STEP;
        stepLeft = stepping;
        if (stepping) {
            noteStep();
        }
        passed = false;
        if (request != Request.TO_SYSCALL) {
            syscallNumber = -1; // its exit will not be seen
            syscallArguments = List.of();
        }
        int delivered = signal;
        if (signal != 0 && !signalStop) {
            sentSignal = signal;
            Signals.sendToThread(inferior.pid(), tid, signal);
            delivered = 0;
        }
        phase = exiting ? Phase.DYING : Phase.RUNNING;
        long result = switch (request) {
            case CONTINUE -> Ptrace.cont(tid, delivered);
            case STEP -> Ptrace.singleStep(tid, delivered);
            case TO_SYSCALL -> Ptrace.syscall(tid, delivered);
            case LISTEN -> Ptrace.listen(tid);
        };
        if (result < 0) {
            phase = Phase.DYING;
        }
    }

    private void noteStep() {
        // A trap flag that ptrace has set is not shown.
        trapsItself = Eflags.TF.isSet(registers.readLong(Register.EFLAGS));
        leavesExec = executed;
        execPc = executed ? pc() : 0;
    }

    /** Whether a step that was reported is only the way out of execve, and the step is still to come. */
    boolean isOnlyLeavingExec() {
        boolean only = leavesExec && pc() == execPc;
        leavesExec = false;
        return only;
    }

    /** Lets the thread go with {@code signal}; whether it was still there. */
    boolean detach(int signal) {
        try {
            commitRegisters();
        } catch (SyscallException e) {
            if (e.errno() != Ptrace.ESRCH) {
                throw e;
            }
            return false;
        }
        int delivered = signal;
        if (signal != 0 && !signalStop) {
            Signals.sendToThread(inferior.pid(), tid, signal);
            delivered = 0;
        }
        return Ptrace.detach(tid, delivered) >= 0;
    }

    /** The ways to resume. */
    enum Request {
        CONTINUE,
        STEP,
        TO_SYSCALL,
        LISTEN
    }

    private void requireStopped() {
        if (phase != Phase.STOPPED) {
            throw new DebugException(
                    phase == Phase.DYING
                            ? "Thread " + tid + " is ending: it has no registers any more"
                            : "Selected thread is running.");
        }
    }

    @Override
    public String toString() {
        return "thread " + tid + " (" + phase + ")";
    }
}
