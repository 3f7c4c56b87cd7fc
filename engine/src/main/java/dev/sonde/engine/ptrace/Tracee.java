package dev.sonde.engine.ptrace;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.error.SyscallException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.linux.ProcFs;
import dev.sonde.engine.linux.Ptrace;
import dev.sonde.engine.linux.SystemCall;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterFile;
import dev.sonde.engine.x86_64.RegisterSink;
import dev.sonde.engine.x86_64.RegisterSource;
import dev.sonde.engine.x86_64.RegisterTable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.LongSupplier;

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

    /** Whether the present stop is a group-stop, which PTRACE_LISTEN leaves in force. */
    boolean groupStop;

    /** Whether the last resume was a single step. */
    boolean stepping;

    /** The signal of the present signal-delivery-stop, 0 for none. */
    private volatile int pendingSignal;

    /** Whether the pending signal was caused by the instruction at the pc, which will cause it again. */
    boolean pendingSignalIsSynchronous;

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
        return phase == Phase.STOPPED;
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

    Phase phase() {
        return phase;
    }

    long pc() {
        return registers.readLong(Register.RIP);
    }

    void setPc(long pc) {
        registers.writeLong(Register.RIP, pc);
        registers.flush(ptraceRegisters);
    }

    /** The thread is in a new ptrace-stop. */
    void stopped() {
        phase = Phase.STOPPED;
        groupStop = false;
        pendingSignal = 0;
        pendingSignalIsSynchronous = false;
        registers.invalidate();
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

    /** The signal that {@code delivery} means for this stop. */
    int signalFor(SignalDelivery delivery) {
        return switch (delivery) {
            case SignalDelivery.Pending() -> pendingSignal;
            case SignalDelivery.None() -> 0;
            case SignalDelivery.Signal(int number) -> number;
        };
    }

    /** Stores changed registers and resumes by {@code request}; a thread that has died meanwhile is noted as dying. */
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
        passed = false;
        phase = Phase.RUNNING;
        long result = switch (request) {
            case CONTINUE -> Ptrace.cont(tid, signal);
            case STEP -> Ptrace.singleStep(tid, signal);
            case TO_SYSCALL -> Ptrace.syscall(tid, signal);
            case LISTEN -> Ptrace.listen(tid);
        };
        if (result < 0) {
            phase = Phase.DYING;
        }
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
                            : "Thread " + tid + " is running: interrupt it first");
        }
    }

    @Override
    public String toString() {
        return "thread " + tid + " (" + phase + ")";
    }

    /** The register blocks of one thread, fetched and stored by ptrace on the tracer thread. */
    private static final class PtraceRegisters implements RegisterSource, RegisterSink {
        private final int tid;
        private final Tracer tracer;
        private final MemorySegment iovec = Arena.ofAuto().allocate(16, 8);

        PtraceRegisters(int tid, Tracer tracer) {
            this.tid = tid;
            this.tracer = tracer;
        }

        @Override
        public void readGeneral(MemorySegment into) {
            request("read the registers", () -> Ptrace.getRegs(tid, into));
        }

        @Override
        public void writeGeneral(MemorySegment from) {
            request("write the registers", () -> Ptrace.setRegs(tid, from));
        }

        @Override
        public long readXsave(MemorySegment into) {
            setIovec(into);
            request("read the vector registers", () -> Ptrace.getRegSet(tid, Ptrace.NT_X86_XSTATE, iovec));
            return iovec.get(ValueLayout.JAVA_LONG, 8);
        }

        @Override
        public void writeXsave(MemorySegment from) {
            setIovec(from);
            request("write the vector registers", () -> Ptrace.setRegSet(tid, Ptrace.NT_X86_XSTATE, iovec));
        }

        @Override
        public long readDebug(int index) {
            MemorySegment word = iovec;
            request(
                    "read debug register " + index,
                    () -> Ptrace.peekUser(tid, Ptrace.USER_DEBUGREG + 8L * index, word));
            return word.get(ValueLayout.JAVA_LONG, 0);
        }

        @Override
        public void writeDebug(int index, long value) {
            request(
                    "write debug register " + index,
                    () -> Ptrace.pokeUser(tid, Ptrace.USER_DEBUGREG + 8L * index, value));
        }

        private void setIovec(MemorySegment buffer) {
            iovec.set(ValueLayout.JAVA_LONG, 0, buffer.address());
            iovec.set(ValueLayout.JAVA_LONG, 8, buffer.byteSize());
        }

        private void request(String what, LongSupplier ptrace) {
            long result = tracer.isCurrent() ? ptrace.getAsLong() : tracer.call(ptrace::getAsLong);
            SystemCall.check(what + " of thread " + tid, result);
        }
    }
}
