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
import dev.sonde.engine.linux.ProcFs;
import dev.sonde.engine.linux.Ptrace;
import dev.sonde.engine.linux.Signals;
import dev.sonde.engine.linux.Wait;
import dev.sonde.engine.linux.WaitStatus;
import dev.sonde.engine.x86_64.Eflags;
import dev.sonde.engine.x86_64.Register;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the threads of a process run and stop together.
 *
 * <p>While it runs, each status is examined; one that nobody wants to know about is answered by letting the thread go
 * on, any other stops all threads and becomes one {@link StopEvent} with the causes of every thread that had one by
 * then. On the tracer thread only, but for {@link #isRunning} and {@link #state}.
 */
final class RunControl {
    private static final long FOREIGN_CHILD_PAUSE_NANOS = 200_000;

    private final TracedProcess process;
    private final Wait wait;
    private final NewTasks newTasks;
    private final StopExaminer examiner;
    private final StepOver stepOver;
    private final SharedCpu sharedCpu = new SharedCpu();
    private final TerminalHandover terminal;
    private final Consumer<StopEvent> events;
    private volatile Inferior.State state = Inferior.State.STOPPED;
    private Resumption resumption = Resumption.continueAll();
    /** Whether threads are stopped that the resumption wants to run. */
    private boolean paused;

    private @Nullable Tracee lastStopped;
    private int lastEnded;
    private WaitStatus status = new WaitStatus(0);

    RunControl(
            TracedProcess process,
            PtraceInferior inferior,
            Wait wait,
            TerminalHandover terminal,
            Consumer<StopEvent> events) {
        this.process = process;
        this.wait = wait;
        this.terminal = terminal;
        this.events = events;
        newTasks = new NewTasks(process, inferior, wait, sharedCpu);
        examiner = new StopExaminer(process, newTasks);
        stepOver = new StepOver(process, examiner, this::awaitStop);
    }

    boolean isRunning() {
        return state == Inferior.State.RUNNING;
    }

    Inferior.State state() {
        return state;
    }

    /** Lets threads run as {@code request} says. The process must be stopped. */
    void resume(Resumption request) {
        resumption = request;
        boolean any = false;
        for (Tracee tracee : process.stopped()) {
            SignalDelivery delivery = switch (request.actionFor(tracee.tid())) {
                case ThreadAction.Continue(var signal) -> signal;
                case ThreadAction.Step(var signal, var _) -> signal;
                case ThreadAction.ToSyscall(var signal) -> signal;
                case ThreadAction.Stay() -> null;
            };
            if (delivery != null) {
                any = true;
                settleSignal(tracee, delivery);
            }
        }
        if (!any && !process.stopped().isEmpty()) {
            throw new DebugException("Nothing to resume: every thread is told to stay stopped");
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
            terminal.takeBack();
            state = Inferior.State.STOPPED;
        }
    }

    /** Waits for the next status of any thread and does what it asks for; returns early when work comes. */
    void handleNextStatus() {
        Tracee tracee = nextStatus();
        if (tracee == null) {
            return;
        }
        try {
            handle(tracee, status);
        } catch (SyscallException e) {
            if (e.errno() != Ptrace.ESRCH) {
                throw e;
            }
            tracee.dying(); // killed between two requests: its end is on its way
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
                    .filter(t -> !(resumption.actionFor(t.tid()) instanceof ThreadAction.Stay))
                    .findFirst()
                    .orElse(stopped.getFirst());
            stops.add(new ThreadStop(first, List.of(new StopCause.Interrupted())));
        }
        report(stops);
    }

    /** Does something that needs every thread stopped, and lets a running process run on. */
    void whileStopped(Runnable work) {
        if (!isRunning()) {
            work.run();
            return;
        }
        List<ThreadStop> stops = new ArrayList<>();
        stopAll(stops);
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
        process.sites().liftAll(process.memory().raw());
        boolean debugRegistersUsed = !process.debugSlots().isEmpty();
        for (Tracee tracee : process.stopped()) {
            settleSignal(tracee, tracee == lastStopped ? delivery : SignalDelivery.pending());
            tracee.commitRegisters();
            if (debugRegistersUsed) {
                DebugSlots.clear(tracee);
            }
            Ptrace.detach(tracee.tid(), tracee.pendingSignal());
        }
        becomeGone();
    }

    /** Kills the process and waits for its end. */
    void kill() {
        Signals.sendToProcess(process.pid(), Signals.SIGKILL);
        boolean awaited = isRunning();
        state = Inferior.State.RUNNING;
        while (state != Inferior.State.GONE) {
            Tracee tracee = nextStatus();
            if (tracee == null) {
                continue;
            }
            if (status.isStopped()) {
                tracee.stopped();
                tracee.resume(Tracee.Request.CONTINUE, 0);
            } else {
                remove(tracee);
                if (isEndOfProcess(tracee)) {
                    StopEvent end = endOf(status);
                    becomeGone();
                    if (awaited) {
                        events.accept(end);
                    }
                }
            }
        }
    }

    private void settleSignal(Tracee tracee, SignalDelivery delivery) {
        int signal = tracee.signalFor(delivery);
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
        if (seen.kind() == WaitStatus.Kind.EVENT_STOP && seen.event() == WaitStatus.EVENT_VFORK) {
            // The child is about to borrow memory in which nothing may be planted: no thread may run there meanwhile.
            tracee.stopped();
            stopAll(stops);
        }
        List<StopCause> causes = noteStop(tracee, seen);
        if (!causes.isEmpty()) {
            stops.addFirst(new ThreadStop(tracee, causes));
        }
        if (!stops.isEmpty()) {
            stopAll(stops);
            if (isRunning()) {
                report(stops);
            }
        } else if (paused) {
            resumeStopped();
        } else {
            goOn(tracee);
        }
    }

    /** Notes a stop and examines it. */
    private List<StopCause> noteStop(Tracee tracee, WaitStatus seen) {
        if (tracee.phase() == Tracee.Phase.STARTING) {
            newTasks.started(tracee);
            if (seen.kind() == WaitStatus.Kind.EVENT_STOP) {
                return List.of();
            }
        }
        tracee.stopped();
        return examiner.examine(tracee, seen, resumption.actionFor(tracee.tid()));
    }

    /** A thread is gone, and with the last one the process. */
    private void ended(Tracee tracee, WaitStatus seen) {
        remove(tracee);
        lastEnded = tracee.tid();
        if (isEndOfProcess(tracee)) {
            becomeGone();
            events.accept(endOf(seen));
        }
    }

    /** When the only threads that were to run are gone, the process is stopped: nobody would ever run again. */
    private void reportIfNobodyRuns() {
        if (isRunning() && !process.anyMoving()) {
            process.stopped().stream()
                    .findFirst()
                    .map(first -> new ThreadStop(first, List.of(new StopCause.ThreadEnded(lastEnded))))
                    .ifPresent(stop -> report(List.of(stop)));
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

    private boolean isEndOfProcess(Tracee tracee) {
        return tracee.tid() == process.pid() || process.tracees().isEmpty();
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
            Tracee tracee = nextStatus();
            if (tracee == null) {
                continue;
            }
            if (!status.isStopped()) {
                ended(tracee, status);
                continue;
            }
            try {
                List<StopCause> causes = noteStop(tracee, status);
                if (!causes.isEmpty()) {
                    stops.add(new ThreadStop(tracee, causes));
                }
            } catch (SyscallException e) {
                if (e.errno() != Ptrace.ESRCH) {
                    throw e;
                }
                tracee.dying();
            }
        }
    }

    private void report(List<ThreadStop> stops) {
        sharedCpu.release();
        paused = false;
        for (ThreadStop stop : stops) {
            boolean atItsOwnPlace = stop.causes().stream().noneMatch(cause -> cause instanceof StopCause.Interrupted);
            if (stop.thread() instanceof Tracee tracee && tracee.isStopped() && atItsOwnPlace) {
                // Whatever is planted here, the user has seen the thread at this place.
                tracee.pass(tracee.pc());
            }
        }
        lastStopped = stops.getFirst().thread() instanceof Tracee tracee ? tracee : null;
        terminal.takeBack();
        state = Inferior.State.STOPPED;
        events.accept(new StopEvent.Stopped(stops));
    }

    /** Lets a thread go on while others may be running. */
    private void goOn(Tracee tracee) {
        boolean alone = !process.anyMoving();
        if (alone) {
            sharedCpu.internalStop(tracee);
        }
        if (stepOver.isNeeded(tracee) && !alone) {
            List<ThreadStop> stops = new ArrayList<>();
            stopAll(stops);
            if (!isRunning()) {
                return;
            }
            if (!stops.isEmpty()) {
                report(stops);
            } else {
                resumeStopped();
            }
            return;
        }
        List<StopCause> causes = stepOverIfNeeded(tracee);
        if (!causes.isEmpty()) {
            report(List.of(new ThreadStop(tracee, causes)));
        } else if (isRunning() && tracee.isStopped()) {
            go(tracee);
        }
    }

    /** Lets every stopped thread go on that the resumption wants to run. No thread may be running. */
    private void resumeStopped() {
        paused = false;
        List<ThreadStop> stops = new ArrayList<>();
        for (Tracee tracee : process.stopped()) {
            if (!staysStopped(tracee)) {
                List<StopCause> causes = stepOverIfNeeded(tracee);
                if (!causes.isEmpty()) {
                    stops.add(new ThreadStop(tracee, causes));
                }
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
                go(tracee);
            }
        }
        paused = newTasks.vforking() != null;
        reportIfNobodyRuns();
    }

    private boolean staysStopped(Tracee tracee) {
        Tracee vforking = newTasks.vforking();
        return (vforking != null && vforking != tracee)
                || resumption.actionFor(tracee.tid()) instanceof ThreadAction.Stay;
    }

    private List<StopCause> stepOverIfNeeded(Tracee tracee) {
        ThreadAction action = resumption.actionFor(tracee.tid());
        while (tracee.isStopped() && stepOver.isNeeded(tracee)) {
            List<StopCause> causes = stepOver.run(tracee, action);
            if (!causes.isEmpty() || !(action instanceof ThreadAction.Step)) {
                return causes;
            }
        }
        return List.of();
    }

    private void go(Tracee tracee) {
        int signal = tracee.pendingSignal();
        if (tracee.passed && process.debugSlots().executionAt(tracee.passedPc) != null) {
            // The resume flag keeps a hardware breakpoint from firing again where the thread has already stopped.
            long flags = tracee.registers().readLong(Register.EFLAGS);
            tracee.registers().writeLong(Register.EFLAGS, flags | Eflags.RF.mask());
        }
        Tracee.Request request = switch (resumption.actionFor(tracee.tid())) {
            case ThreadAction.Step _ -> Tracee.Request.STEP;
            case ThreadAction.ToSyscall _ -> Tracee.Request.TO_SYSCALL;
            case ThreadAction.Continue _, ThreadAction.Stay _ -> {
                if (tracee.groupStop && signal == 0) {
                    yield Tracee.Request.LISTEN;
                }
                yield process.catching().syscalls() == null ? Tracee.Request.CONTINUE : Tracee.Request.TO_SYSCALL;
            }
        };
        tracee.resume(request, signal);
    }

    private @Nullable WaitStatus awaitStop(Tracee tracee) {
        while (isRunning() && process.tracee(tracee.tid()) == tracee) {
            Tracee next = nextStatus();
            if (next == null) {
                continue;
            }
            if (!status.isStopped()) {
                ended(next, status);
            } else {
                next.stopped();
                if (next == tracee) {
                    return status;
                }
            }
        }
        return null;
    }

    /** Waits for the next status and takes it into {@link #status}; null when it is of no known thread, or work came. */
    private @Nullable Tracee nextStatus() {
        Tracee only = process.only();
        if (only != null) {
            long result = wait.take(only.tid());
            if (result == -Wait.ECHILD) {
                return lost(only);
            }
            status = wait.status();
            return result == only.tid() ? only : null;
        }
        long found = wait.peekAny();
        if (found == -Wait.ECHILD) {
            return process.tracees().stream().findFirst().map(this::lost).orElse(null);
        }
        if (found < 0) {
            return null;
        }
        int tid = (int) found;
        Tracee tracee = process.tracee(tid);
        if (tracee == null && ProcFs.statusNumber(tid, "Tgid").orElse(0) != process.pid()) {
            return pollKnown();
        }
        if (wait.take(tid) != tid) {
            return null;
        }
        status = wait.status();
        if (tracee == null) {
            newTasks.early(tid, status);
        }
        return tracee;
    }

    /** A status that only an outsider can have taken; the thread is gone, how is unknown. */
    private Tracee lost(Tracee tracee) {
        status = new WaitStatus(Signals.SIGKILL);
        return tracee;
    }

    /** A child of somebody else in this JVM has ended and is left for them; it would hide our statuses until then. */
    private @Nullable Tracee pollKnown() {
        for (Tracee tracee : process.tracees()) {
            if (wait.poll(tracee.tid()) == tracee.tid()) {
                status = wait.status();
                return tracee;
            }
        }
        LockSupport.parkNanos(FOREIGN_CHILD_PAUSE_NANOS);
        return null;
    }
}
