package dev.sonde.engine.ptrace;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.error.SyscallException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopEvent.ThreadStop;
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.inferior.ThreadAction.Stay;
import dev.sonde.engine.linux.Ptrace;
import dev.sonde.engine.linux.Signals;
import dev.sonde.engine.linux.Wait;
import dev.sonde.engine.linux.WaitStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the threads of a process run and stop together.
 *
 * <p>While it runs, each status is examined; one that nobody wants to know about is answered by letting the thread go
 * on, any other stops all threads and becomes one {@link StopEvent} with the causes of every thread that had one by
 * then. On the tracer thread only, but for {@link #isRunning} and {@link #state}.
 */
final class RunControl {
    private final TracedProcess process;
    private final NewTasks newTasks;
    private final StatusSource statuses;
    private final StopExaminer examiner;
    private final StepOver stepOver;
    private final SharedCpu sharedCpu = new SharedCpu();
    private final TerminalHandover terminal;
    private final Wait wait;
    private final Consumer<StopEvent> events;
    private volatile Inferior.State state = Inferior.State.STOPPED;
    private Resumption resumption = Resumption.continueAll();
    /** Whether threads are stopped that the resumption wants to run. */
    private boolean paused;

    private @Nullable Tracee lastStopped;
    /** The last thread that ended by itself since the resume, 0 for none. */
    private int endedAlone;
    /** Threads that have just vforked, which is examined once no other thread runs. */
    private final TreeMap<Tracee, WaitStatus> lenders = new TreeMap<>((a, b) -> Integer.compare(a.tid(), b.tid()));

    RunControl(
            TracedProcess process,
            PtraceInferior inferior,
            Wait wait,
            TerminalHandover terminal,
            boolean mayEmulate,
            Consumer<StopEvent> events) {
        this.process = process;
        this.terminal = terminal;
        this.wait = wait;
        this.events = events;
        newTasks = new NewTasks(process, inferior, wait, sharedCpu);
        statuses = new StatusSource(process, newTasks, wait);
        examiner = new StopExaminer(process, newTasks);
        stepOver = new StepOver(process, examiner, this::awaitStop, mayEmulate);
    }

    boolean isRunning() {
        return state == Inferior.State.RUNNING;
    }

    Inferior.State state() {
        return state;
    }

    /** Lets threads run as {@code request} says. The process must be stopped. */
    void resume(Resumption request) {
        for (int tid : request.actions().keySet()) {
            if (process.tracee(tid) == null) {
                throw new DebugException("There is no thread " + tid + " to resume");
            }
        }
        List<Tracee> stopped = process.stopped();
        // While a thread is dying the end of the process may be on its way, which is an event and no fault of the
        // request.
        boolean dying = process.tracees().stream().anyMatch(t -> t.phase() == Tracee.Phase.DYING);
        if (!dying
                && !stopped.isEmpty()
                && stopped.stream().allMatch(t -> request.actionFor(t.tid()) instanceof Stay)) {
            throw new DebugException("Nothing to resume: every thread is told to stay stopped");
        }
        resumption = request;
        endedAlone = 0;
        process.precautions().resuming();
        for (Tracee tracee : stopped) {
            ThreadAction action = request.actionFor(tracee.tid());
            if (!(action instanceof Stay)) {
                settleSignal(tracee, action.signal());
            }
        }
        terminal.handOver();
        state = Inferior.State.RUNNING;
        resumeStopped();
    }

    /** Driving the process failed half-way: what still runs is stopped, so that the user can look and decide. */
    void failed() {
        if (isRunning()) {
            stopAll(new ArrayList<>());
        }
        if (isRunning()) {
            sharedCpu.release();
            process.precautions().stopped(wait);
            terminal.takeBack();
            state = Inferior.State.STOPPED;
        }
    }

    /** Waits for the next status of any thread and does what it asks for; returns early when work comes. */
    void handleNextStatus() {
        Tracee tracee = statuses.next();
        if (tracee != null) {
            handle(tracee, statuses.status());
        }
    }

    /** Stops a running process because the user asked to. */
    void interrupt() {
        if (!isRunning()) {
            return;
        }
        List<ThreadStop> stops = new ArrayList<>();
        stopAll(stops);
        if (!isRunning()) {
            return;
        }
        if (stops.isEmpty()) {
            List<Tracee> stopped = process.stopped();
            if (stopped.isEmpty()) {
                return; // every thread is about to end, and the process with them
            }
            Tracee first = stopped.stream()
                    .filter(t -> !(resumption.actionFor(t.tid()) instanceof Stay))
                    .findFirst()
                    .orElse(stopped.getFirst());
            stops.add(new ThreadStop(first, List.of(new StopCause.Interrupted())));
        }
        report(stops);
    }

    /** Does something that needs every thread stopped, and lets a running process run on; nothing when it has ended. */
    void whileStopped(Runnable work) {
        if (!isRunning()) {
            work.run();
            return;
        }
        List<ThreadStop> stops = new ArrayList<>();
        stopAll(stops);
        if (!isRunning()) {
            return;
        }
        try {
            work.run();
        } finally {
            if (isRunning()) {
                if (stops.isEmpty()) {
                    resumeStopped();
                } else {
                    report(stops);
                }
            }
        }
    }

    /** Stops the threads that were just attached to. What they stop for besides is kept for the first resume. */
    void stopAfterAttach() {
        state = Inferior.State.RUNNING;
        stopAll(new ArrayList<>());
        if (isRunning()) {
            paused = false;
            process.precautions().stopped(wait);
            state = Inferior.State.STOPPED;
        }
    }

    /** Stops a running process for good, before it is let go. */
    void stopForDetach() {
        if (isRunning()) {
            stopAll(new ArrayList<>());
        }
    }

    /** Lets every thread go with its pending signal, the one that stopped last with the one given. */
    void detachAll(SignalDelivery delivery) {
        sharedCpu.release();
        boolean there = !statuses.isKilled();
        process.sites().liftAll(process.memory().raw());
        boolean debugRegistersUsed = !process.debugSlots().isEmpty();
        for (Tracee tracee : process.stopped()) {
            settleSignal(tracee, tracee == lastStopped ? delivery : SignalDelivery.pending());
            if (debugRegistersUsed) {
                DebugSlots.clear(tracee);
            }
            there &= tracee.detach(tracee.pendingSignal());
        }
        if (!there && process.launched()) {
            kill(); // somebody else has killed it, and we are the one to reap it
        } else {
            OwnChildren.letGo(process.pid());
            becomeGone();
        }
    }

    /** Kills the process and waits for its end. */
    void kill() {
        Signals.sendToProcess(process.pid(), Signals.SIGKILL);
        state = Inferior.State.RUNNING;
        while (state != Inferior.State.GONE) {
            Tracee tracee = statuses.next();
            if (tracee == null) {
                continue;
            }
            if (statuses.status().isStopped()) {
                tracee.stopped(statuses.status());
                tracee.resume(Tracee.Request.CONTINUE, 0);
            } else {
                ended(tracee, statuses.status());
            }
        }
    }

    private void settleSignal(Tracee tracee, SignalDelivery delivery) {
        int signal = delivery.number(tracee.pendingSignal());
        boolean passes = !(delivery instanceof SignalDelivery.Pending)
                || signal == 0
                || process.catching().signals().of(signal).pass();
        tracee.pend(passes ? signal : 0, passes && tracee.pendingSignalIsSynchronous);
    }

    private void handle(Tracee tracee, WaitStatus seen) {
        if (!seen.isStopped()) {
            ended(tracee, seen);
            reportIfNobodyRuns();
            return;
        }
        List<ThreadStop> stops = new ArrayList<>();
        if (isVfork(seen)) {
            // The child is about to borrow memory in which nothing may be planted: no thread may run there meanwhile.
            tracee.stopped(seen);
            lenders.put(tracee, seen);
            stopAll(stops);
        } else {
            List<StopCause> causes = noteStop(tracee, seen);
            if (!causes.isEmpty()) {
                stops.add(new ThreadStop(tracee, causes));
                stopAll(stops);
            } else if (tracee.exiting) {
                letExit(tracee);
                return;
            }
        }
        if (!isRunning()) {
            return;
        }
        if (!stops.isEmpty()) {
            report(stops);
        } else if (paused) {
            resumeStopped();
        } else {
            goOn(tracee);
        }
    }

    private static boolean isVfork(WaitStatus seen) {
        return seen.kind() == WaitStatus.Kind.EVENT_STOP && seen.event() == WaitStatus.EVENT_VFORK;
    }

    /** Notes a stop and examines it. */
    private List<StopCause> noteStop(Tracee tracee, WaitStatus seen) {
        if (tracee.phase() == Tracee.Phase.STARTING) {
            newTasks.started(tracee, seen);
        } else {
            tracee.stopped(seen);
        }
        return unlessKilled(tracee, () -> examiner.examine(tracee, seen, resumption.actionFor(tracee.tid())));
    }

    /** What {@code work} finds; nothing if the thread was killed between two requests, for then its end is on its way. */
    private static List<StopCause> unlessKilled(Tracee tracee, Supplier<List<StopCause>> work) {
        try {
            return work.get();
        } catch (SyscallException e) {
            if (e.errno() != Ptrace.ESRCH) {
                throw e;
            }
            tracee.dying();
            return List.of();
        }
    }

    /** A thread is gone, and with the last one the process. */
    private void ended(Tracee tracee, WaitStatus seen) {
        remove(tracee);
        if (tracee.exitsAlone) {
            endedAlone = tracee.tid();
        }
        if (tracee.tid() == process.pid() || process.tracees().isEmpty()) {
            if (tracee.tid() == process.pid()) {
                OwnChildren.ended(process.pid());
            }
            releaseSharers();
            StopEvent end = endOf(seen);
            becomeGone();
            events.accept(end);
        }
    }

    /** The process has ended, but others that share its memory live on: they are let go as a child would be. */
    private void releaseSharers() {
        for (Tracee tracee : process.tracees()) {
            if (tracee.phase() == Tracee.Phase.RUNNING && Ptrace.interrupt(tracee.tid()) < 0) {
                tracee.dying();
            }
        }
        while (process.anyMoving()) {
            Tracee tracee = statuses.next();
            if (tracee != null && statuses.status().isStopped()) {
                tracee.stopped(statuses.status());
            } else if (tracee != null) {
                remove(tracee);
            }
        }
        if (!process.stopped().isEmpty()) {
            process.sites().liftAll(process.memory().raw());
            process.stopped().forEach(tracee -> tracee.detach(0));
        }
    }

    /**
     * When the only threads that were to run have ended, the process is stopped: nobody would ever run again. Those that
     * were killed take the whole process with them, whose end is on its way.
     */
    private void reportIfNobodyRuns() {
        if (isRunning() && endedAlone != 0 && !process.anyMoving()) {
            process.stopped().stream()
                    .findFirst()
                    .map(first -> new ThreadStop(first, List.of(new StopCause.ThreadEnded(endedAlone))))
                    .ifPresent(stop -> report(List.of(stop)));
        }
    }

    /** Lets a thread take its end, even one that is to stay stopped: it was killed, or others wait for its end. */
    private void letExit(Tracee tracee) {
        tracee.resume(Tracee.Request.CONTINUE, 0);
        // The end of a leader is told only after that of every other thread.
        if (tracee.exitsAlone && tracee.tid() == process.pid()) {
            endedAlone = tracee.tid();
            reportIfNobodyRuns();
        }
    }

    private void remove(Tracee tracee) {
        tracee.dying();
        process.remove(tracee);
        newTasks.gone(tracee);
        if (tracee.tid() != process.pid()) {
            process.tell(new Notice.ThreadEnded(tracee.tid()));
        }
    }

    private static StopEvent endOf(WaitStatus seen) {
        return seen.kind() == WaitStatus.Kind.KILLED
                ? new StopEvent.Killed(seen.signal(), seen.coreDumped())
                : new StopEvent.Exited(seen.exitCode());
    }

    private void becomeGone() {
        sharedCpu.release();
        terminal.close();
        process.tracees().forEach(Tracee::dying);
        process.tracees().clear();
        newTasks.releaseOrphans();
        process.precautions().end();
        process.sites().forgetAll();
        process.memory().close();
        state = Inferior.State.GONE;
        process.tracer().end();
    }

    /** Stops every thread that runs, and adds those that had a reason of their own. The process may end meanwhile. */
    private void stopAll(List<ThreadStop> stops) {
        paused = true;
        for (Tracee tracee : process.tracees()) {
            if (tracee.phase() == Tracee.Phase.RUNNING && Ptrace.interrupt(tracee.tid()) < 0) {
                tracee.dying();
            }
        }
        while (isRunning() && process.anyMoving()) {
            Tracee tracee = statuses.next();
            if (tracee == null) {
                continue;
            }
            WaitStatus seen = statuses.status();
            if (!seen.isStopped()) {
                ended(tracee, seen);
            } else if (isVfork(seen)) {
                tracee.stopped(seen);
                lenders.put(tracee, seen);
            } else {
                noteStopWhileStopping(tracee, seen, stops);
            }
        }
        while (isRunning() && !lenders.isEmpty()) {
            Tracee lender = lenders.firstEntry().getKey();
            WaitStatus seen = lenders.pollFirstEntry().getValue();
            if (lender.isStopped()) {
                addStop(lender, unlessKilled(lender, () -> examiner.examine(lender, seen, actionOf(lender))), stops);
            }
        }
    }

    private void noteStopWhileStopping(Tracee tracee, WaitStatus seen, List<ThreadStop> stops) {
        List<StopCause> causes = noteStop(tracee, seen);
        if (!causes.isEmpty()) {
            addStop(tracee, causes, stops);
        } else if (tracee.exiting) {
            tracee.resume(Tracee.Request.CONTINUE, 0); // perhaps one that execs waits for it, and would never stop
        } else if (seen.kind() == WaitStatus.Kind.EVENT_STOP && tracee.isStopped() && examiner.isTrapPending(tracee)) {
            tracee.takeTrap();
        }
    }

    private static void addStop(Tracee tracee, List<StopCause> causes, List<ThreadStop> stops) {
        if (!causes.isEmpty()) {
            stops.add(new ThreadStop(tracee, causes));
        }
    }

    private void report(List<ThreadStop> stops) {
        sharedCpu.release();
        paused = false;
        for (ThreadStop stop : stops) {
            if (stop.thread() instanceof Tracee tracee && tracee.isStopped()) {
                passIfNothingIsPlanted(tracee);
            }
        }
        process.precautions().stopped(wait);
        lastStopped = stops.getFirst().thread() instanceof Tracee tracee ? tracee : null;
        terminal.takeBack();
        state = Inferior.State.STOPPED;
        events.accept(new StopEvent.Stopped(stops));
    }

    /** What will be planted where the user sees the thread stopped must not stop it there again. */
    private void passIfNothingIsPlanted(Tracee tracee) {
        unlessKilled(tracee, () -> {
            long pc = tracee.pc();
            if (process.sites().at(pc) == null && process.debugSlots().executionAt(pc) == null) {
                tracee.pass(pc);
            }
            return List.of();
        });
    }

    /** Lets a thread go on while others may be running. */
    private void goOn(Tracee tracee) {
        List<StopCause> causes = unlessKilled(tracee, () -> goOnUnlessKilled(tracee));
        if (!causes.isEmpty()) {
            report(List.of(new ThreadStop(tracee, causes)));
        }
    }

    private List<StopCause> goOnUnlessKilled(Tracee tracee) {
        boolean alone = !process.anyMoving();
        if (alone) {
            sharedCpu.internalStop(tracee);
        }
        if (stepOver.isNeeded(tracee) && !alone && !stepOver.emulate(tracee, actionOf(tracee))) {
            List<ThreadStop> stops = new ArrayList<>();
            stopAll(stops);
            if (isRunning() && !stops.isEmpty()) {
                report(stops);
            } else if (isRunning()) {
                resumeStopped();
            }
            return List.of();
        }
        List<StopCause> causes = stepOverIfNeeded(tracee);
        if (causes.isEmpty() && isRunning() && tracee.isStopped()) {
            go(tracee);
        }
        return causes;
    }

    /** Lets every stopped thread go on that the resumption wants to run. No thread may be running. */
    private void resumeStopped() {
        paused = false;
        List<ThreadStop> stops = new ArrayList<>();
        for (Tracee tracee : process.stopped()) {
            if (isRunning() && !staysStopped(tracee)) {
                addStop(tracee, unlessKilled(tracee, () -> stepOverIfNeeded(tracee)), stops);
            }
        }
        if (!isRunning()) {
            return;
        }
        if (!stops.isEmpty()) {
            report(stops);
            return;
        }
        for (Tracee tracee : process.stopped()) {
            if (!staysStopped(tracee)) {
                unlessKilled(tracee, () -> {
                    go(tracee);
                    return List.of();
                });
            }
        }
        paused = newTasks.isMemoryLent();
        reportIfNobodyRuns();
    }

    /** While a vforked child has the memory, it is its maker's turn, whatever the resumption says. */
    private boolean staysStopped(Tracee tracee) {
        return newTasks.isMemoryLent() ? !newTasks.isVforking(tracee) : actionOf(tracee) instanceof Stay;
    }

    private ThreadAction actionOf(Tracee tracee) {
        return resumption.actionFor(tracee.tid());
    }

    private List<StopCause> stepOverIfNeeded(Tracee tracee) {
        ThreadAction action = actionOf(tracee);
        while (isRunning() && tracee.isStopped() && stepOver.isNeeded(tracee)) {
            if (stepOver.emulate(tracee, action)) {
                return List.of();
            }
            List<StopCause> causes = stepOver.run(tracee, action);
            if (!causes.isEmpty() || !(action instanceof ThreadAction.Step)) {
                return causes;
            }
        }
        return List.of();
    }

    private void go(Tracee tracee) {
        int signal = tracee.pendingSignal();
        process.debugSlots().passOver(tracee);
        boolean stopped = tracee.groupStop && signal == 0;
        boolean catching = process.catching().syscalls() != null;
        ThreadAction action = actionOf(tracee);
        if (action instanceof ThreadAction.Step) {
            tracee.resume(Tracee.Request.STEP, signal);
        } else if (stopped) {
            tracee.resume(Tracee.Request.LISTEN, signal);
        } else {
            boolean toSyscall = catching || action instanceof ThreadAction.ToSyscall;
            tracee.resume(toSyscall ? Tracee.Request.TO_SYSCALL : Tracee.Request.CONTINUE, signal);
        }
    }

    private @Nullable WaitStatus awaitStop(Tracee tracee) {
        while (isRunning() && process.tracee(tracee.tid()) == tracee) {
            Tracee next = statuses.next();
            if (next == null) {
                continue;
            }
            WaitStatus seen = statuses.status();
            if (!seen.isStopped()) {
                ended(next, seen);
                continue;
            }
            next.stopped(seen);
            if (next == tracee) {
                return seen;
            }
            // Every other one is stopped already, so that this can only be its end: the process was killed.
            next.resume(Tracee.Request.CONTINUE, 0);
        }
        return null;
    }
}
