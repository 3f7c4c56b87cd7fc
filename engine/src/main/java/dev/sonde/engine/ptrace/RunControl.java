package dev.sonde.engine.ptrace;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopEvent.ThreadStop;
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.inferior.ThreadAction.Stay;
import dev.sonde.engine.linux.Ptrace;
import dev.sonde.engine.linux.WaitStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the threads of a process run and stop: together, or in non-stop mode each for itself.
 *
 * <p>While it runs, each status is examined; one that nobody wants to know about is answered by letting the thread go
 * on. Any other becomes a {@link StopEvent}: after all threads were stopped, with the causes of each that had one by then;
 * in non-stop mode at once, and only for the thread that has it. On the tracer thread only.
 */
final class RunControl {
    private final TracedProcess process;
    private final NewTasks newTasks;
    private final StatusSource statuses;
    private final ThreadStopper stopper;
    private final StepOver stepOver;
    private final ProcessEnd end;
    private final SharedCpu sharedCpu;
    private final TerminalHandover terminal;
    private final Consumer<StopEvent> events;
    /** Whether threads are stopped that shall run. */
    private boolean paused;

    private @Nullable Tracee lastStopped;

    RunControl(
            TracedProcess process,
            PtraceInferior inferior,
            TerminalHandover terminal,
            boolean mayEmulate,
            Consumer<StopEvent> events) {
        this.process = process;
        this.terminal = terminal;
        this.events = events;
        StatusRouter router = process.tracer().router();
        sharedCpu = new SharedCpu(process.precautions());
        newTasks = new NewTasks(process, inferior, router, sharedCpu);
        statuses = new StatusSource(process, newTasks, router);
        router.add(statuses);
        end = new ProcessEnd(process, newTasks, statuses, sharedCpu, terminal, events, this::gone);
        StopExaminer examiner = new StopExaminer(process, newTasks);
        stopper = new ThreadStopper(process, newTasks, statuses, examiner, end);
        stepOver = new StepOver(process, examiner, this::awaitStop, mayEmulate);
    }

    private void gone() {
        process.tracer().router().remove(statuses);
        process.tracer().leave(this);
    }

    boolean isRunning() {
        return process.isRunning();
    }

    /** Whether a status was taken that {@link #handleNextStatus} has not handled. */
    boolean hasStatus() {
        return statuses.hasStatus();
    }

    /** Lets stopped threads run as {@code request} says. The process must be stopped, or in non-stop mode. */
    void resume(Resumption request) {
        for (int tid : request.actions().keySet()) {
            if (process.tracee(tid) == null) {
                throw new DebugException("There is no thread " + tid + " to resume");
            }
        }
        List<Tracee> stopped = process.held();
        // While a thread is dying the end of the process may be on its way, which is an event and no fault of the
        // request.
        boolean dying = process.tracees().stream().anyMatch(t -> t.phase() == Tracee.Phase.DYING);
        if (!dying
                && !stopped.isEmpty()
                && stopped.stream().allMatch(t -> request.actionFor(t.tid()) instanceof Stay)) {
            throw new DebugException("Nothing to resume: every thread is told to stay stopped");
        }
        process.actionOfNew(process.nonStop() ? ThreadAction.run() : request.others());
        end.resuming();
        process.precautions().resuming();
        for (Tracee tracee : stopped) {
            tracee.action = request.actionFor(tracee.tid());
            if (!(tracee.action instanceof Stay)) {
                process.settleSignal(tracee, tracee.action.signal());
            }
        }
        terminal.handOver();
        boolean othersRun = process.isRunning();
        process.state(Inferior.State.RUNNING);
        if (othersRun) {
            stopped.forEach(this::goOnAmongOthers);
        } else {
            resumeStopped();
        }
    }

    private void goOnAmongOthers(Tracee tracee) {
        if (isRunning() && tracee.inStop() && !staysStopped(tracee)) {
            goOn(tracee);
        }
    }

    /** Driving the process failed half-way: what still runs is stopped, so that the user can look and decide. */
    void failed() {
        if (isRunning()) {
            stopper.stopAll(new ArrayList<>());
        }
        if (isRunning()) {
            sharedCpu.release();
            process.precautions().stopped();
            terminal.takeBack();
            process.state(Inferior.State.STOPPED);
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
        if (process.nonStop()) {
            process.tracees().forEach(this::interrupt);
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
                    .filter(t -> !(t.action instanceof Stay))
                    .findFirst()
                    .orElse(stopped.getFirst());
            stops.add(new ThreadStop(first, List.of(new StopCause.Interrupted())));
        }
        report(stops);
    }

    /** Asks one thread to stop, in non-stop mode. */
    void interrupt(Tracee tracee) {
        if (tracee.phase() == Tracee.Phase.RUNNING) {
            tracee.interruptWanted = true;
            if (Ptrace.interrupt(tracee.tid()) < 0) {
                tracee.dying();
            }
        } else if (tracee.phase() == Tracee.Phase.STARTING) {
            tracee.interruptWanted = true;
        }
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
                reportOrResume(stops);
            }
        }
    }

    /** Stops the threads that were just attached to. What they stop for besides is kept for the first resume. */
    void stopAfterAttach() {
        process.state(Inferior.State.RUNNING);
        stopAll(new ArrayList<>());
        if (isRunning()) {
            paused = false;
            process.trapDisposition().note();
            process.precautions().stopped();
            process.state(Inferior.State.STOPPED);
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
        end.detach(lastStopped, delivery);
    }

    /** Kills the process and waits for its end. */
    void kill() {
        end.kill();
    }

    /** What the program makes of itself. */
    NewTasks newTasks() {
        return newTasks;
    }

    private void handle(Tracee tracee, WaitStatus seen) {
        if (!seen.isStopped()) {
            end.ended(tracee, seen);
            reportIfNobodyRuns();
            return;
        }
        List<ThreadStop> stops = new ArrayList<>();
        if (ThreadStopper.isVfork(seen)) {
            // The child is about to borrow memory in which nothing may be planted: no thread may run there meanwhile.
            stopper.vforked(tracee, seen);
            stopAll(stops);
        } else {
            List<StopCause> causes = stopper.noteStop(tracee, seen);
            if (!causes.isEmpty()) {
                stops.add(new ThreadStop(tracee, causes));
                if (!process.nonStop()) {
                    stopAll(stops);
                }
            } else if (tracee.exiting) {
                end.letExit(tracee);
                reportIfNobodyRuns();
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

    private void stopAll(List<ThreadStop> stops) {
        paused = true;
        stopper.stopAll(stops);
    }

    private void reportIfNobodyRuns() {
        end.leavesNobodyRunning().ifPresent(stop -> report(List.of(stop)));
    }

    private void reportOrResume(List<ThreadStop> stops) {
        if (stops.isEmpty()) {
            resumeStopped();
        } else {
            report(stops);
        }
    }

    private void report(List<ThreadStop> stops) {
        sharedCpu.release();
        for (ThreadStop stop : stops) {
            if (stop.thread() instanceof Tracee tracee) {
                tracee.action = new Stay();
                if (tracee.inStop()) {
                    passIfNothingIsPlanted(tracee);
                }
            }
        }
        lastStopped = stops.getFirst().thread() instanceof Tracee tracee ? tracee : null;
        boolean othersRun = process.nonStop() && process.anyRuns();
        if (!othersRun) {
            paused = false;
            process.precautions().stopped();
            process.state(Inferior.State.STOPPED);
        }
        terminal.takeBack();
        events.accept(new StopEvent.Stopped(stops));
        if (othersRun && paused) {
            resumeStopped();
        }
    }

    /** What will be planted where the user sees the thread stopped must not stop it there again. */
    private void passIfNothingIsPlanted(Tracee tracee) {
        ThreadStopper.unlessKilled(tracee, () -> {
            long pc = tracee.pc();
            if (process.sites().at(pc) == null && process.debugSlots().executionAt(pc) == null) {
                tracee.pass(pc);
            }
            return List.of();
        });
    }

    /** Lets a thread go on while others may be running. */
    private void goOn(Tracee tracee) {
        List<StopCause> causes = ThreadStopper.unlessKilled(tracee, () -> goOnUnlessKilled(tracee));
        if (!causes.isEmpty()) {
            report(List.of(new ThreadStop(tracee, causes)));
        }
    }

    private List<StopCause> goOnUnlessKilled(Tracee tracee) {
        boolean alone = !process.anyMoving();
        if (alone && process.tracer().drivesOnly(this)) {
            sharedCpu.internalStop(tracee);
        }
        if (stepOver.isNeeded(tracee) && !alone && !stepOver.emulate(tracee, tracee.action)) {
            List<ThreadStop> stops = new ArrayList<>();
            stopAll(stops);
            if (isRunning()) {
                reportOrResume(stops);
            }
            return List.of();
        }
        List<StopCause> causes = stepOverIfNeeded(tracee);
        if (causes.isEmpty() && isRunning() && tracee.inStop()) {
            go(tracee);
        }
        return causes;
    }

    /** Lets every stopped thread go on that shall run. No thread may be running. */
    private void resumeStopped() {
        paused = false;
        List<ThreadStop> stops = new ArrayList<>();
        for (Tracee tracee : process.stopped()) {
            if (isRunning() && !staysStopped(tracee)) {
                List<StopCause> causes = ThreadStopper.unlessKilled(tracee, () -> stepOverIfNeeded(tracee));
                ThreadStopper.addStop(tracee, causes, stops);
            }
        }
        if (!isRunning()) {
            return;
        }
        if (!stops.isEmpty()) {
            paused = true;
            report(stops);
            return;
        }
        for (Tracee tracee : process.stopped()) {
            if (!staysStopped(tracee)) {
                ThreadStopper.unlessKilled(tracee, () -> {
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
        boolean stays = tracee.action instanceof Stay;
        return newTasks.isMemoryLent() ? !newTasks.isVforking(tracee) || (stays && process.nonStop()) : stays;
    }

    private List<StopCause> stepOverIfNeeded(Tracee tracee) {
        ThreadAction action = tracee.action;
        while (isRunning() && tracee.inStop() && stepOver.isNeeded(tracee)) {
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
        ThreadAction action = tracee.action;
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
                end.ended(next, seen);
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
