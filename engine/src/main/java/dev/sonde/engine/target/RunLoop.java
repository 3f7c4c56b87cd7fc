package dev.sonde.engine.target;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopEvent.ThreadStop;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lets the processes of a session run together: when one stops, so do the others. What another process had to tell by then
 * is kept, and told when it is to go on.
 */
final class RunLoop {
    private final Target target;
    private final Programs programs;
    private final StopInterpreter interpreter;
    private final ForkFollower forks;
    private final BlockingQueue<Inferior> arrivals = new LinkedBlockingQueue<>();

    private final Map<Program, SoftwareWatch> watches = new HashMap<>();

    /** Whether somebody waits for a stop. */
    private boolean inProgress;

    private record Arrival(Program program, StopEvent event) {}

    RunLoop(Target target, Programs programs, StopInterpreter interpreter, ForkFollower forks) {
        this.target = target;
        this.programs = programs;
        this.interpreter = interpreter;
        this.forks = forks;
    }

    /** From now on {@code process} is waited for, when it runs. */
    void watch(Inferior process) {
        process.onStop(() -> arrivals.add(process));
    }

    /** Lets threads of the selected program run, and other programs with it, until the user has something to see. */
    Stop resume(Resumption resumption) throws InterruptedException {
        return resume(resumption, false);
    }

    /**
     * As {@link #resume(Resumption)}.
     *
     * @param upToChild whether to come back, with the end of a step, when the debugger goes on with a child
     */
    Stop resume(Resumption resumption, boolean upToChild) throws InterruptedException {
        if (inProgress) {
            throw new DebugException("Cannot execute this command while the selected thread is running.");
        }
        inProgress = true;
        try {
            return run(resumption, upToChild);
        } finally {
            inProgress = false;
        }
    }

    private Stop run(Resumption resumption, boolean upToChild) throws InterruptedException {
        Resumption how = resumption;
        while (true) {
            Program program = programs.selected();
            program.inferior();
            boolean moved = false;
            for (Program one : running(program)) {
                moved |= forks.follow(one).isPresent();
            }
            if (moved && upToChild) {
                InferiorThread child = programs.selected().inferior().threads().getFirst();
                Stop.Stopped stop = Stop.Stopped.of(child, InstructionStepper.DONE);
                target.stopped(stop);
                return stop;
            }
            if (moved) {
                how = Resumption.continueAll();
                continue;
            }
            Arrival arrival = next(running(program), program, how);
            if (arrival.program.lastInferior() == null) {
                throw goneMeanwhile();
            }
            Optional<Stop> stop = stop(arrival, how);
            if (stop.isPresent()) {
                return stop.get();
            }
        }
    }

    private List<Program> running(Program selected) {
        return target.following().everyProcess() ? programs.withProcess() : List.of(selected);
    }

    private Optional<Stop> stop(Arrival arrival, Resumption resumption) {
        return switch (arrival.event) {
            case StopEvent.Exited(int code) -> {
                target.ended(arrival.program);
                yield Optional.of(new Stop.Exited(code));
            }
            case StopEvent.Killed(int signal, boolean coreDumped) -> {
                target.ended(arrival.program);
                yield Optional.of(new Stop.Killed(signal, coreDumped));
            }
            case StopEvent.Stopped stopped -> {
                Optional<Stop.Stopped> stop = interpret(stopped, resumption, arrival.program);
                stop.ifPresent(target::stopped);
                yield stop.map(Stop.class::cast);
            }
        };
    }

    private SoftwareWatch watch(Program program) {
        return new SoftwareWatch(target.breakpoints(), program.space());
    }

    /** Everything is stopped meanwhile: a condition may call functions of the program. */
    private Optional<Stop.Stopped> interpret(StopEvent.Stopped event, Resumption resumption, Program program) {
        SoftwareWatch watch = watches.computeIfAbsent(program, this::watch);
        inProgress = false;
        try {
            return interpreter.interpret(event, resumption, watch);
        } finally {
            inProgress = true;
        }
    }

    private Arrival next(List<Program> running, Program first, Resumption resumption) throws InterruptedException {
        for (Program program : running) {
            StopEvent deferred = program.takeDeferred();
            if (deferred != null) {
                return new Arrival(program, deferred);
            }
        }
        arrivals.clear();
        target.resuming();
        for (Program program : running) {
            Inferior process = program.inferior();
            program.resuming();
            process.catching(interpreter.catching());
            SoftwareWatch watch = watch(program);
            watches.put(program, watch);
            process.lendTerminal(!SessionLock.isInBackground());
            process.resume(watch.applyTo(program == first ? resumption : Resumption.continueAll()));
        }
        @Nullable Arrival arrival = null;
        try {
            while (arrival == null) {
                arrival = poll(running, target.unlocked(arrivals::take));
                if (arrival == null && running.stream().noneMatch(program -> program.lastInferior() != null)) {
                    throw goneMeanwhile();
                }
            }
            return arrival;
        } finally {
            stopAllBut(arrival == null ? null : arrival.program, running);
        }
    }

    private static InterruptedException goneMeanwhile() {
        return new InterruptedException("the process was killed or let go");
    }

    /** A process that is out of reach is none any more. */
    private Optional<StopEvent> stopOf(Inferior process) throws InterruptedException {
        try {
            return process.waitForStop(Duration.ZERO);
        } catch (DebugException e) {
            if (process.state() == Inferior.State.GONE) {
                target.forgetLost();
            }
            throw e;
        }
    }

    private @Nullable Arrival poll(List<Program> running, Inferior process) throws InterruptedException {
        for (Program program : running) {
            if (process.equals(program.lastInferior())) {
                StopEvent event = stopOf(process).orElse(null);
                return event == null ? null : new Arrival(program, event);
            }
        }
        return null;
    }

    /** Stops the processes that still run; what they stop for besides is kept. */
    private static void stopAllBut(@Nullable Program stopped, List<Program> running) throws InterruptedException {
        for (Program program : running) {
            Inferior process = program.lastInferior();
            if (program == stopped || process == null) {
                continue;
            }
            process.interrupt();
            if (running.size() > 1) {
                StopEvent event = process.waitForStop();
                if (!isInterruption(event)) {
                    program.defer(event);
                }
            }
        }
    }

    private static boolean isInterruption(StopEvent event) {
        return event instanceof StopEvent.Stopped(List<ThreadStop> stops)
                && stops.stream()
                        .flatMap(stop -> stop.causes().stream())
                        .allMatch(StopCause.Interrupted.class::isInstance);
    }
}
