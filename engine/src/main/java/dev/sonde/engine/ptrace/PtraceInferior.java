package dev.sonde.engine.ptrace;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Catching;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.inferior.ProcessInfo;
import dev.sonde.engine.inferior.ProgramStreams;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopFilter;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.linux.ProcessMemoryFile;
import dev.sonde.engine.linux.WaitStatus;
import dev.sonde.engine.x86_64.RegisterTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A process driven by ptrace; hands every request to its {@link Tracer}. */
final class PtraceInferior implements Inferior {
    private final TracedProcess process;
    private final RunControl control;
    private final Tracer tracer;
    private final TerminalHandover terminal;
    private final ProgramStreams streams;
    private final boolean mayEmulate;
    private final ProcInfo info;
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    /** Whether something was resumed whose outcome nobody has been told yet. */
    private volatile boolean outcomeDue;
    /** Whether the process was just let go, and the end of the tracer thread is still to be awaited. */
    private volatile boolean tracerLeaves;
    /** Is told when there is an outcome. */
    private volatile Runnable onOutcome = () -> {};

    /** What a waiting client is told: an event, or that driving the process failed. */
    private sealed interface Outcome {
        record Event(StopEvent event) implements Outcome {}

        record Failure(RuntimeException exception) implements Outcome {}
    }

    /**
     * Takes a process over that is attached already.
     *
     * <p>Must be called on the tracer thread.
     *
     * @param living a thread that has not exited, through which the memory is reached
     * @param mayEmulate whether instructions under breakpoints may be executed in software
     */
    PtraceInferior(
            int pid,
            int living,
            boolean launched,
            Tracer tracer,
            RegisterTable registerTable,
            TerminalHandover terminal,
            ProgramStreams streams,
            boolean mayEmulate) {
        this.tracer = tracer;
        this.terminal = terminal;
        this.streams = streams;
        this.mayEmulate = mayEmulate;
        info = new ProcInfo(this);
        SoftwareSites sites = new SoftwareSites();
        ProcessMemory memory = new ProcessMemory(tracer, sites, ProcessMemoryFile.open(living));
        process = new TracedProcess(pid, launched, tracer, registerTable, sites, memory);
        control = new RunControl(process, this, terminal, mayEmulate, event -> tell(new Outcome.Event(event)));
        tracer.drive(control, exception -> tell(new Outcome.Failure(exception)));
    }

    private void tell(Outcome outcome) {
        outcomes.add(outcome);
        onOutcome.run();
    }

    /**
     * Takes a process over that this one has made. On the tracer thread.
     *
     * @param status that of the first stop, in which the child is
     * @param lender the process whose memory it has borrowed
     */
    PtraceInferior adoptChild(int child, WaitStatus status, @Nullable TracedProcess lender) {
        PtraceInferior made = new PtraceInferior(
                child, child, launched(), tracer, registerTable(), terminal.share(), ProgramStreams.none(), mayEmulate);
        made.adopt(child, Tracee.Phase.STOPPED).stopped(status);
        made.control.newTasks().borrowsFrom(lender);
        made.process.nonStop(process.nonStop());
        return made;
    }

    /** Adds a thread that is attached already. On the tracer thread. */
    Tracee adopt(int tid, Tracee.Phase phase) {
        Tracee tracee = new Tracee(tid, this, tracer, process.registerTable(), phase);
        process.add(tracee);
        return tracee;
    }

    RunControl control() {
        return control;
    }

    @Override
    public int pid() {
        return process.pid();
    }

    @Override
    public boolean launched() {
        return process.launched();
    }

    @Override
    public State state() {
        return process.state();
    }

    @Override
    public RegisterTable registerTable() {
        return process.registerTable();
    }

    @Override
    public Memory memory() {
        return process.memory();
    }

    @Override
    public List<InferiorThread> threads() {
        return List.copyOf(process.tracees());
    }

    @Override
    public Optional<InferiorThread> thread(int tid) {
        return Optional.ofNullable(process.tracee(tid));
    }

    @Override
    public ProgramStreams streams() {
        return streams;
    }

    @Override
    public ProcessInfo info() {
        return info;
    }

    @Override
    public void plant(StopPoint point, StopFilter filter) {
        tracer.run(() -> control.whileStopped(() -> process.plant(point, filter)));
    }

    @Override
    public void unplant(StopPoint point) {
        unlessGone(() -> control.whileStopped(() -> process.unplant(point)));
    }

    @Override
    public void catching(Catching catching) {
        process.catching(catching);
    }

    @Override
    public void onNotice(Consumer<Notice> listener) {
        process.listener(listener);
    }

    @Override
    public void lendTerminal(boolean lend) {
        terminal.lend(lend);
    }

    @Override
    public void nonStop(boolean each) {
        process.nonStop(each);
    }

    @Override
    public void onStop(Runnable listener) {
        onOutcome = listener;
    }

    @Override
    public void resume(Resumption resumption) {
        tracer.run(() -> {
            if (!process.nonStop()) {
                requireStopped();
                outcomes.clear(); // of a stop that nobody wanted to know about
            }
            outcomeDue = true;
            try {
                control.resume(resumption);
            } catch (RuntimeException e) {
                outcomeDue = false;
                control.failed();
                throw e;
            }
        });
    }

    @Override
    public StopEvent waitForStop() throws InterruptedException {
        requireResumed();
        return unwrap(outcomes.take());
    }

    @Override
    public Optional<StopEvent> waitForStop(Duration limit) throws InterruptedException {
        requireResumed();
        @Nullable Outcome outcome = outcomes.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        return Optional.ofNullable(outcome).map(this::unwrap);
    }

    @Override
    public void interrupt() {
        if (state() == State.RUNNING) {
            unlessGone(this::interruptOnTracer);
        }
    }

    @Override
    public void interrupt(InferiorThread thread) {
        if (!process.nonStop()) {
            interrupt();
        } else if (state() == State.RUNNING && thread instanceof Tracee tracee) {
            unlessGone(() -> control.interrupt(tracee));
        }
    }

    private void interruptOnTracer() {
        try {
            control.interrupt();
        } catch (RuntimeException e) {
            outcomeDue = false;
            control.failed();
            throw e;
        }
    }

    @Override
    public void detach(SignalDelivery signal) {
        tracer.run(() -> detachOnTracer(signal));
        awaitTracer();
    }

    private void detachOnTracer(SignalDelivery signal) {
        control.stopForDetach();
        if (state() != State.GONE) {
            control.detachAll(signal);
            tracerLeaves = tracer.isEnding();
            tell(new Outcome.Failure(
                    new DebugException("Process " + pid() + " was detached: it will not be seen to stop")));
        }
    }

    private void awaitTracer() {
        if (tracerLeaves && !tracer.isCurrent()) {
            tracerLeaves = false;
            tracer.awaitEnd();
        }
    }

    @Override
    public void kill() {
        unlessGone(control::kill);
    }

    @Override
    public void close() {
        if (launched()) {
            kill();
        } else {
            unlessGone(() -> detachOnTracer(SignalDelivery.pending()));
            awaitTracer();
        }
    }

    /** Has {@code job} done on the tracer thread, unless the process ends first: then nothing is left to do. */
    private void unlessGone(Runnable job) {
        if (state() == State.GONE) {
            return;
        }
        try {
            tracer.run(() -> {
                if (state() != State.GONE) {
                    job.run();
                }
            });
        } catch (DebugException e) {
            if (state() != State.GONE) {
                throw e;
            }
        }
    }

    private void requireStopped() {
        switch (state()) {
            case STOPPED -> {}
            case RUNNING -> throw new DebugException("Process " + pid() + " is running: interrupt it first");
            case GONE -> throw new DebugException("Process " + pid() + " has ended");
        }
    }

    private void requireResumed() {
        if (!outcomeDue) {
            throw new DebugException(
                    state() == State.GONE
                            ? "Process " + pid() + " has ended"
                            : "Process " + pid() + " was not resumed: it will not stop again by itself");
        }
    }

    private StopEvent unwrap(Outcome outcome) {
        outcomeDue = process.nonStop() && state() != State.GONE;
        if (outcome instanceof Outcome.Failure(RuntimeException exception)) {
            throw exception;
        }
        return ((Outcome.Event) outcome).event;
    }
}
