package dev.sonde.engine.remote;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Catching;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopEvent.ThreadStop;
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.inferior.ThreadAction.Stay;
import dev.sonde.engine.signal.SignalPolicies;
import dev.sonde.engine.x86_64.SystemCallInstruction;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a process behind a stub run, step and stop. On the link's thread, but for {@link #interrupt}.
 *
 * <p>The stub stops all threads together, and tells of one; what others have stopped for it keeps until they are to go on. A
 * thread that stands on what is planted is stepped over it alone, while that is lifted.
 */
final class RemoteRunControl {
    private final RemoteInferior inferior;
    private final RemoteStub stub;
    private final RemoteSites sites;
    private final RemoteThreads threads;
    private final RemoteStops stops;
    private final Resumer resumer;
    private Catching catching = Catching.signals(SignalPolicies.defaults());
    private ThreadAction actionOfNew = ThreadAction.run();

    /** The thread that has lent the process's memory by vfork: the others would run past what is lifted. */
    private @Nullable RemoteThread lender;

    private final Object lock = new Object();
    /** Whether the stub was told to let the process run, and has not said since that it has stopped. */
    private boolean executing;
    /** Whether somebody wants the process to stop. */
    private boolean interruptWanted;
    /** Whether the stub was told to stop the process. */
    private boolean interruptSent;
    /** Whether the process had stopped for something else by then, so that it will stop once more for nothing. */
    private boolean interruptLate;

    RemoteRunControl(RemoteInferior inferior, RemoteStub stub, RemoteSites sites, RemoteThreads threads) {
        this.inferior = inferior;
        this.stub = stub;
        this.sites = sites;
        this.threads = threads;
        stops = new RemoteStops(inferior, this, stub, sites);
        resumer = new Resumer(inferior, stub);
    }

    Catching catching() {
        return catching;
    }

    void catching(Catching wanted) {
        catching = wanted;
    }

    /** Whether the process runs, as far as the stub is concerned. */
    boolean isExecuting() {
        synchronized (lock) {
            return executing;
        }
    }

    /** Lets threads run as {@code request} says. */
    void resume(Resumption request) {
        for (int tid : request.actions().keySet()) {
            if (inferior.thread(tid).isEmpty()) {
                throw new DebugException("There is no thread " + tid + " to resume");
            }
        }
        boolean staying = request.others() instanceof Stay
                && request.actions().values().stream().allMatch(Stay.class::isInstance);
        if (staying) {
            throw new DebugException("Nothing to resume: every thread is told to stay stopped");
        }
        actionOfNew = request.others();
        for (RemoteThread thread : threads.known()) {
            thread.action = request.actionFor(thread.tid());
            if (!(thread.action instanceof Stay)) {
                settleSignal(thread);
            }
        }
        resumer.prepare(catching, threads.known());
        inferior.state(Inferior.State.RUNNING);
        goOn();
    }

    private void settleSignal(RemoteThread thread) {
        int stoppedFor = thread.pendingSignal();
        int wanted = thread.action.signal().number(stoppedFor);
        boolean same = wanted == stoppedFor;
        boolean passes = wanted == 0
                || !(thread.action.signal() instanceof SignalDelivery.Pending)
                || catching.signals().of(wanted).pass();
        if (!same || !passes) {
            thread.pend(passes ? wanted : 0, false);
        }
    }

    /** Lets the threads go on as they were told to. */
    private void goOn() {
        while (inferior.state() == Inferior.State.RUNNING) {
            synchronized (lock) {
                if (interruptWanted && !interruptSent) {
                    interruptWanted = false;
                    report(interrupted(anyRunning()));
                    return;
                }
            }
            RemoteThread lending = lender;
            if (lending != null && !(lending.action instanceof Stay) && stub.hasContinue()) {
                release(resumer.only(lending));
                return;
            }
            RemoteThread standing = standingOnPassed();
            if (standing == null) {
                release(resumer.all(threads.known(), actionOfNew));
                return;
            }
            if (!stepOver(standing)) {
                return;
            }
        }
    }

    private RemoteThread anyRunning() {
        List<RemoteThread> known = threads.known();
        return known.stream()
                .filter(thread -> !(thread.action instanceof Stay))
                .findFirst()
                .orElseGet(known::getFirst);
    }

    private static ThreadStop interrupted(RemoteThread thread) {
        return new ThreadStop(thread, List.of(new StopCause.Interrupted()));
    }

    private @Nullable RemoteThread standingOnPassed() {
        if (sites.isEmpty() || sites.isLifted()) {
            return null;
        }
        for (RemoteThread thread : threads.known()) {
            if (!(thread.action instanceof Stay)
                    && thread.isOnPassed()
                    && !sites.at(thread.pc()).isEmpty()) {
                return thread;
            }
        }
        return null;
    }

    /**
     * Has one thread execute the instruction under what is planted; whether the process shall go on. A system call could
     * wait for the threads that stay stopped meanwhile: it is only entered, where the pc is already behind it.
     */
    private boolean stepOver(RemoteThread thread) {
        long address = thread.pc();
        boolean enters =
                resumer.knowsEntries() && SystemCallInstruction.isAt(address, this::codeByte);
        List<RemoteSites.Site> lifted = sites.at(address);
        sites.lift(lifted);
        byte[] reply;
        try {
            int held = thread.pendingSignal();
            thread.pend(0, false);
            thread.passNothing();
            release(enters ? resumer.toEntry(thread) : resumer.step(thread));
            reply = awaitStop();
            thread.pend(held, false);
            if (enters && stub.link().isOpen()) {
                resumer.prepare(catching, threads.known());
            }
        } finally {
            if (stub.link().isOpen()) {
                sites.drop(lifted);
            }
        }
        RemoteStops.Judgement judgement = judge(reply, thread);
        if (inferior.state() == Inferior.State.RUNNING && thread.pc() == address && !judgement.stepped()) {
            thread.pass(address); // not executed yet: it will be stepped again
        }
        return !act(judgement);
    }

    private int codeByte(long address) {
        return Byte.toUnsignedInt(inferior.remoteMemory().readBytes(address, 1)[0]);
    }

    /** What the stub says next about the process. */
    private byte[] awaitStop() {
        byte[] reply = stub.link().await();
        while (isOnTheWay(reply)) {
            reply = stub.link().await();
        }
        stopped();
        return reply;
    }

    private void release(byte[] packet) {
        threads.known().forEach(RemoteThread::flush);
        inferior.remoteMemory().forget();
        synchronized (lock) {
            executing = true;
            stub.link().send(packet);
            if (interruptWanted && !interruptSent) {
                interruptSent = true;
                stub.link().interrupt();
            }
        }
    }

    private void stopped() {
        synchronized (lock) {
            executing = false;
        }
        stub.deselect();
    }

    /** The stub has said something while the process ran. */
    void arrived(byte[] packet) {
        if (!isOnTheWay(packet)) {
            stopped();
            if (!act(judge(packet, null))) {
                goOn();
            }
        }
    }

    /** Whether a packet is something that the program wants while it runs on. */
    private boolean isOnTheWay(byte[] packet) {
        if (packet.length > 0 && packet[0] == 'O') {
            if (StopReply.parse(packet) instanceof StopReply.Output(String text)) {
                stub.link().settings().output().accept(text);
            }
            return true;
        }
        if (packet.length > 0 && packet[0] == 'F') {
            // The program is not let at the files of the debugger's system; the number is ENOSYS.
            stub.link().send(RemoteLink.bytes("F-1,58"));
            return true;
        }
        return false;
    }

    /**
     * What a stop means.
     *
     * @param stepping the thread that was to execute the one instruction under what is planted, if that was all
     */
    private RemoteStops.Judgement judge(byte[] packet, @Nullable RemoteThread stepping) {
        StopReply reply = StopReply.parse(packet);
        if (reply instanceof StopReply.Stopped stopped) {
            int tid = stopped.thread()
                    .map(id -> (int) id.tid())
                    .orElseGet(() -> threads.known().getFirst().tid());
            boolean isNew = threads.find(tid) == null;
            RemoteThread thread = threads.named(tid);
            if (isNew) {
                thread.action = actionOfNew;
            }
            threads.known().forEach(one -> one.stopped(Map.of()));
            thread.stopped(stopped.registers());
            threads.stale();
            return stops.judge(thread, stopped, stepping);
        }
        return stops.judge(reply);
    }

    /** Does what a stop asks for; whether it is the end of the run. */
    private boolean act(RemoteStops.Judgement judgement) {
        switch (judgement) {
            case RemoteStops.Judgement.End(StopEvent event) -> inferior.ended(event);
            case RemoteStops.Judgement.Report(ThreadStop stop) -> report(stop);
            case RemoteStops.Judgement.Failed(DebugException exception) -> {
                noteStop();
                inferior.failed(exception);
            }
            case RemoteStops.Judgement.GoOn _ -> {
                synchronized (lock) {
                    if (!interruptSent) {
                        return false;
                    }
                    interruptLate = true;
                    interruptSent = false;
                    interruptWanted = false;
                }
                report(interrupted(anyRunning()));
            }
        }
        return true;
    }

    private void noteStop() {
        synchronized (lock) {
            interruptLate |= interruptSent;
            interruptSent = false;
            interruptWanted = false;
        }
    }

    private void report(ThreadStop stop) {
        noteStop();
        inferior.report(new StopEvent.Stopped(List.of(stop)));
    }

    /** Whether a stop for nothing but a signal that stops is what was asked for; asked once for each stop. */
    boolean takeInterrupt() {
        synchronized (lock) {
            boolean taken = interruptSent;
            interruptSent = false;
            return taken;
        }
    }

    /** Whether a stop is for an interrupt that came too late to be of use; asked once for each stop. */
    boolean takeLateInterrupt() {
        synchronized (lock) {
            boolean taken = interruptLate;
            interruptLate = false;
            return taken;
        }
    }

    /** Whether somebody waits for the process to stop. */
    boolean isInterruptSent() {
        synchronized (lock) {
            return interruptSent;
        }
    }

    /** Stops the process. From any thread; asked again before it has stopped, the stub may be given up. */
    void interrupt() {
        boolean again;
        synchronized (lock) {
            again = interruptSent;
            interruptWanted = true;
            if (executing && !interruptSent) {
                interruptSent = true;
                stub.link().interrupt();
            }
        }
        if (again && stub.link().settings().givesUp().getAsBoolean()) {
            stub.link().abandon("Disconnected from target.");
        }
    }

    /** Does {@code work} while the process is stopped, and lets it go on if it ran and nothing else has happened. */
    <T> T whileStopped(Supplier<T> work) {
        if (inferior.state() != Inferior.State.RUNNING || !isExecuting()) {
            return work.get();
        }
        boolean asked;
        synchronized (lock) {
            asked = interruptSent;
            interruptSent = true;
            if (!asked) {
                stub.link().interrupt();
            }
        }
        RemoteStops.Judgement judgement = judge(awaitStop(), null);
        boolean onlyForUs = !asked
                && judgement instanceof RemoteStops.Judgement.Report(ThreadStop stop)
                && stop.causes().stream().allMatch(StopCause.Interrupted.class::isInstance);
        synchronized (lock) {
            interruptLate |= interruptSent && !asked;
            interruptSent = interruptSent && asked;
        }
        try {
            return work.get();
        } finally {
            if (onlyForUs || !act(judgement)) {
                goOn();
            }
        }
    }

    /** Stops the process for good, before it is let go. */
    void stopForDetach() {
        if (isExecuting()) {
            synchronized (lock) {
                if (!interruptSent) {
                    interruptSent = true;
                    stub.link().interrupt();
                }
            }
            if (judge(awaitStop(), null) instanceof RemoteStops.Judgement.End(StopEvent event)) {
                inferior.ended(event);
            }
        }
    }

    /** The process is another one, or gone: what was asked of it is forgotten. */
    void forget() {
        synchronized (lock) {
            executing = false;
            interruptWanted = false;
            interruptSent = false;
            interruptLate = false;
        }
        lender = null;
        resumer.forget();
    }

    /** A thread has lent the process's memory by vfork, until told that none has. */
    void lends(@Nullable RemoteThread thread) {
        lender = thread;
    }
}
