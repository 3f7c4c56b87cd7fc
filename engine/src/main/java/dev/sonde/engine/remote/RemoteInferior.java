package dev.sonde.engine.remote;

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
import dev.sonde.engine.rsp.PacketBuilder;
import dev.sonde.engine.x86_64.RegisterTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A process that a stub controls; hands every request to the thread of its {@link RemoteLink}. */
final class RemoteInferior implements Inferior {
    private static final int SIGKILL = 9;

    private final RemoteSession session;
    private final RemoteStub stub;
    private final int pid;
    private final boolean launched;
    private final ProgramStreams streams;
    private final RemoteSites sites;
    private final RemoteThreads threads;
    private final RemoteMemory memory;
    private final RemoteRunControl control;
    private final RemoteInfo info;
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private volatile State state = State.STOPPED;
    /** Whether something was resumed whose outcome nobody has been told yet. */
    private volatile boolean outcomeDue;

    private volatile Runnable onOutcome = () -> {};
    private volatile Consumer<Notice> listener = notice -> {};

    /** What a waiting client is told: an event, or that the process is out of reach. */
    private sealed interface Outcome {
        record Event(StopEvent event) implements Outcome {}

        record Failure(DebugException exception) implements Outcome {}
    }

    /** A process that is stopped. On the link's thread. */
    RemoteInferior(RemoteSession session, RemoteStub stub, int pid, int tid, boolean launched, ProgramStreams streams) {
        this.session = session;
        this.stub = stub;
        this.pid = pid;
        this.launched = launched;
        this.streams = streams;
        sites = new RemoteSites(stub, pid);
        threads = new RemoteThreads(this, stub);
        memory = new RemoteMemory(stub, sites, pid, new MemoryGate());
        sites.memory(memory);
        info = new RemoteInfo(this, session, stub);
        control = new RemoteRunControl(this, stub, sites, threads);
        threads.named(tid);
        // A stub that tells of no auxiliary vector may control a machine, whose devices must not be read unasked.
        memory.keeps(stub.supports("qXfer:auxv:read"));
    }

    private final class MemoryGate implements RemoteMemory.Gate {
        @Override
        public <T> T whileStopped(Supplier<T> work) {
            return stub.link().call(() -> {
                requireThere();
                return control.whileStopped(work);
            });
        }

        @Override
        public int anyThread() {
            List<RemoteThread> known = threads.known();
            return known.isEmpty() ? pid : known.getFirst().tid();
        }
    }

    RemoteSession session() {
        return session;
    }

    RemoteMemory remoteMemory() {
        return memory;
    }

    RemoteThreads remoteThreads() {
        return threads;
    }

    RemoteRunControl control() {
        return control;
    }

    @Override
    public int pid() {
        return pid;
    }

    @Override
    public boolean launched() {
        return launched;
    }

    @Override
    public State state() {
        return state;
    }

    void state(State now) {
        state = now;
    }

    @Override
    public RegisterTable registerTable() {
        return stub.link().call(stub::layout).table();
    }

    @Override
    public Memory memory() {
        return memory;
    }

    @Override
    public List<InferiorThread> threads() {
        if (state == State.STOPPED && threads.isStale()) {
            unlessLost(this::updateThreads);
        }
        return List.copyOf(threads.known());
    }

    @Override
    public Optional<InferiorThread> thread(int tid) {
        InferiorThread known = threads.find(tid);
        return known != null && !threads.isStale()
                ? Optional.of(known)
                : threads().stream().filter(thread -> thread.tid() == tid).findFirst();
    }

    void updateThreads() {
        threads.update(this::tell);
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
        stub.link().run(() -> {
            requireThere();
            control.whileStopped(() -> {
                sites.plant(point, filter);
                return true;
            });
        });
    }

    @Override
    public void unplant(StopPoint point) {
        unlessLost(() -> control.whileStopped(() -> {
            sites.unplant(point);
            return true;
        }));
    }

    @Override
    public void catching(Catching catching) {
        unlessLost(() -> control.catching(catching));
    }

    @Override
    public void onNotice(Consumer<Notice> newListener) {
        listener = newListener;
    }

    void tell(Notice notice) {
        listener.accept(notice);
    }

    @Override
    public void nonStop(boolean each) {
        if (each) {
            throw new DebugException("Non-stop mode is not available for remote processes: use \"set non-stop off\"");
        }
    }

    @Override
    public void onStop(Runnable newListener) {
        onOutcome = newListener;
    }

    /** The program has no terminal of ours. */
    @Override
    public void lendTerminal(boolean lend) {}

    @Override
    public void resume(Resumption resumption) {
        stub.link().run(() -> {
            switch (state) {
                case STOPPED -> {}
                case RUNNING -> throw new DebugException("Process " + pid + " is running: interrupt it first");
                case GONE -> throw gone();
            }
            session.requireNoneRuns();
            outcomes.clear();
            outcomeDue = true;
            try {
                control.resume(resumption);
            } catch (RuntimeException e) {
                outcomeDue = false;
                if (state == State.RUNNING && !control.isExecuting()) {
                    state = State.STOPPED;
                }
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
        if (state == State.RUNNING) {
            control.interrupt();
        }
    }

    @Override
    public void interrupt(InferiorThread thread) {
        interrupt();
    }

    @Override
    public void detach(SignalDelivery signal) {
        stub.link().run(() -> {
            requireThere();
            release();
        });
        session.released(this);
    }

    /** Takes everything back, and lets the process go. */
    private void release() {
        control.stopForDetach();
        if (state == State.GONE) {
            return;
        }
        threads.known().forEach(RemoteThread::flush);
        sites.liftAll();
        byte[] packet =
                stub.isMultiprocess() ? PacketBuilder.of("D;").number(pid).toBytes() : RemoteLink.bytes("D");
        byte[] reply = stub.askSlowly(packet);
        if (!StubReply.isOk(reply)) {
            sites.dropAll();
            throw StubReply.failure(reply, "Can't detach process");
        }
        gone(new Outcome.Failure(new DebugException("Process " + pid + " was detached: it will not be seen to stop")));
    }

    @Override
    public void kill() {
        unlessLost(() -> {
            if (state == State.GONE) {
                return;
            }
            control.stopForDetach();
            if (state == State.GONE) {
                return;
            }
            killNow();
            gone(new Outcome.Event(new StopEvent.Killed(SIGKILL, false)));
        });
        session.released(this);
    }

    private void killNow() {
        Optional<byte[]> reply = stub.isMultiprocess()
                ? stub.tryAsk("vKill", PacketBuilder.of("vKill;").number(pid).toBytes())
                : Optional.empty();
        if (reply.isEmpty()) {
            stub.link().send(RemoteLink.bytes("k")); // which has no reply
        } else if (!StubReply.isOk(reply.get())) {
            throw StubReply.failure(reply.get(), "Can't kill process");
        }
    }

    @Override
    public void close() {
        if (launched) {
            kill();
        } else {
            unlessLost(() -> {
                if (state != State.GONE) {
                    release();
                }
            });
            session.released(this);
        }
    }

    /** The process has stopped, and somebody wants to know. */
    void report(StopEvent event) {
        state = State.STOPPED;
        updateThreads();
        tell(new Outcome.Event(event));
    }

    /** The process has stopped, and nobody could say whether it should have. */
    void failed(DebugException reason) {
        state = State.STOPPED;
        updateThreads();
        tell(new Outcome.Failure(reason));
    }

    /** The process has ended. */
    void ended(StopEvent event) {
        gone(new Outcome.Event(event));
        session.released(this);
    }

    /** The stub is out of reach. */
    void lost(DebugException reason) {
        if (state != State.GONE) {
            gone(new Outcome.Failure(reason));
        }
    }

    private void gone(Outcome outcome) {
        state = State.GONE;
        control.forget();
        sites.forgetAll();
        threads.clear();
        tell(outcome);
    }

    private void tell(Outcome outcome) {
        outcomes.add(outcome);
        onOutcome.run();
    }

    /** The process runs another program. */
    void executed(RemoteThread thread) {
        sites.forgetAll();
        threads.forgetAllBut(thread);
        memory.forget();
        session.program(Optional.empty());
        info.forget();
    }

    private void requireThere() {
        if (state == State.GONE) {
            throw gone();
        }
    }

    private DebugException gone() {
        return new DebugException("Process " + pid + " has ended, or the connection to it");
    }

    /** Has {@code job} done on the link's thread, unless there is no link any more: then nothing is left to do. */
    private void unlessLost(Runnable job) {
        if (state == State.GONE) {
            return;
        }
        try {
            stub.link().run(() -> {
                if (state != State.GONE) {
                    job.run();
                }
            });
        } catch (DebugException e) {
            if (state != State.GONE) {
                throw e;
            }
        }
    }

    private void requireResumed() {
        if (!outcomeDue) {
            throw state == State.GONE
                    ? gone()
                    : new DebugException("Process " + pid + " was not resumed: it will not stop again by itself");
        }
    }

    private StopEvent unwrap(Outcome outcome) {
        outcomeDue = false;
        if (outcome instanceof Outcome.Failure(DebugException exception)) {
            throw new DebugException(String.valueOf(exception.getMessage()), exception);
        }
        return ((Outcome.Event) outcome).event;
    }
}
