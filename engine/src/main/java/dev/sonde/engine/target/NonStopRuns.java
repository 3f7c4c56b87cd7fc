package dev.sonde.engine.target;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.ThreadAction;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Lets threads run and stop each for itself: a thread of the debugger's waits for the stops of all, and gives each to
 * whoever awaits that thread, or to the listener when nobody does.
 */
final class NonStopRuns {
    private final Target target;
    private final Programs programs;
    private final StopInterpreter interpreter;
    private final ForkFollower forks;
    private final SessionLock lock;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    /** By thread id. */
    private final Map<Integer, Awaited> awaited = new ConcurrentHashMap<>();

    private volatile Consumer<Stop> listener = stop -> {};
    private boolean started;

    /** @param endedThread the thread that has ended, 0 when the process has something to tell */
    private record Arrival(Inferior process, int endedThread) {}

    private record Awaited(
            Inferior process, Resumption resumption, SoftwareWatch watch, CompletableFuture<Stop> stop) {}

    NonStopRuns(Target target, Programs programs, StopInterpreter interpreter, ForkFollower forks, SessionLock lock) {
        this.target = target;
        this.programs = programs;
        this.interpreter = interpreter;
        this.forks = forks;
        this.lock = lock;
    }

    void listener(Consumer<Stop> newListener) {
        listener = newListener;
    }

    /** From now on the stops of {@code process} are waited for. */
    void watch(Inferior process) {
        process.nonStop(true);
        process.onStop(() -> arrivals.add(new Arrival(process, 0)));
        if (!started) {
            started = true;
            Thread.ofPlatform().daemon(true).name("sonde-stops").start(this::giveStops);
        }
    }

    /** A thread has ended: nobody need await it any more. */
    void ended(int tid) {
        Awaited waiting = awaited.get(tid);
        if (waiting != null) {
            arrivals.add(new Arrival(waiting.process, tid));
        }
    }

    /** Lets threads of the selected program run, and waits until one of them has something for the user to see. */
    Stop resume(Resumption resumption) throws InterruptedException {
        Program program = resumption.actions().keySet().stream()
                .findFirst()
                .flatMap(this::programOf)
                .orElse(programs.selected());
        Inferior process = program.inferior();
        Optional<Program> child = forks.follow(program);
        if (child.isPresent() && !program.hasProcess()) {
            return resume(Resumption.continueAll());
        }
        Collection<Integer> tids = resumption.others() instanceof ThreadAction.Stay
                ? resumption.actions().keySet()
                : process.threads().stream()
                        .filter(InferiorThread::isStopped)
                        .map(InferiorThread::tid)
                        .toList();
        for (int tid : tids) {
            if (process.thread(tid).filter(InferiorThread::isStopped).isEmpty()) {
                throw new DebugException("Cannot execute this command while the selected thread is running.");
            }
        }
        SoftwareWatch watch = watch(program);
        Awaited waiting = new Awaited(process, resumption, watch, new CompletableFuture<>());
        tids.forEach(tid -> awaited.put(tid, waiting));
        try {
            target.resuming();
            program.resuming();
            process.catching(interpreter.catching());
            process.resume(watch.applyTo(resumption));
            return lock.unlocked(() -> result(waiting));
        } catch (InterruptedException e) {
            tids.stream().flatMap(tid -> process.thread(tid).stream()).forEach(process::interrupt);
            throw e;
        } finally {
            awaited.values().removeIf(waiting::equals);
        }
    }

    private SoftwareWatch watch(Program program) {
        return new SoftwareWatch(target.breakpoints(), program.space());
    }

    private static Stop result(Awaited waiting) throws InterruptedException {
        try {
            return waiting.stop.get();
        } catch (ExecutionException e) {
            throw new DebugException(String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<Program> programOf(int tid) {
        return programs.withProcess().stream()
                .filter(program -> program.inferior().thread(tid).isPresent())
                .findFirst();
    }

    private void giveStops() {
        try {
            while (true) {
                Arrival arrival = arrivals.take();
                lock.exclusively(() -> give(arrival));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private void give(Arrival arrival) {
        Program program = programs.of(arrival.process).orElse(null);
        if (program == null) {
            return;
        }
        if (arrival.endedThread != 0) {
            threadEnded(arrival.process, arrival.endedThread);
            return;
        }
        try {
            Optional<StopEvent> event = arrival.process.waitForStop(Duration.ZERO);
            event.ifPresent(e -> give(program, e));
        } catch (DebugException e) {
            fail(arrival.process, e); // it was let go, or driving it has failed
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private void threadEnded(Inferior process, int tid) {
        Awaited waiting = awaited.remove(tid);
        if (waiting == null || awaited.containsValue(waiting)) {
            return;
        }
        process.threads().stream()
                .findFirst()
                .ifPresent(other -> waiting.stop.complete(new Stop.Stopped(List.of(new Stop.ThreadReasons(
                        other, List.of(new StopReason.Other(new StopCause.ThreadEnded(tid))))))));
    }

    private void fail(Inferior process, RuntimeException problem) {
        awaited.values().stream()
                .filter(waiting -> waiting.process.equals(process))
                .forEach(waiting -> waiting.stop.completeExceptionally(problem));
    }

    private void give(Program program, StopEvent event) {
        switch (event) {
            case StopEvent.Exited(int code) -> end(program, new Stop.Exited(code));
            case StopEvent.Killed(int signal, boolean coreDumped) -> end(program, new Stop.Killed(signal, coreDumped));
            case StopEvent.Stopped stopped -> give(program, stopped);
        }
    }

    private void end(Program program, Stop stop) {
        Inferior process = program.lastInferior();
        target.ended(program);
        List<Awaited> waiting = awaited.values().stream()
                .filter(one -> one.process.equals(process))
                .distinct()
                .toList();
        waiting.forEach(one -> one.stop.complete(stop));
        if (waiting.isEmpty()) {
            listener.accept(stop);
        }
    }

    private void give(Program program, StopEvent.Stopped event) {
        InferiorThread thread = event.first().thread();
        Awaited waiting = awaited.get(thread.tid());
        Resumption resumption = waiting == null ? Resumption.continueAll() : waiting.resumption;
        SoftwareWatch watch = waiting == null ? watch(program) : waiting.watch;
        Optional<Stop.Stopped> stop = interpreter.interpret(event, resumption, watch);
        if (stop.isEmpty()) {
            goOn(program, thread, resumption, watch);
        } else if (waiting == null) {
            target.noteStop(stop.get());
            listener.accept(stop.get());
        } else {
            target.noteStop(stop.get());
            target.select(stop.get().thread());
            waiting.stop.complete(stop.get());
        }
    }

    /** The stop was of no interest to the user: the thread goes on, and so does a child that is followed. */
    private void goOn(Program program, InferiorThread thread, Resumption resumption, SoftwareWatch watch) {
        Optional<Program> child = forks.follow(program);
        child.ifPresent(followed -> {
            followed.resuming();
            followed.inferior().resume(Resumption.continueAll());
        });
        if (child.isEmpty() && program.hasProcess()) {
            program.resuming();
            Resumption alone = Resumption.only(thread.tid(), resumption.actionFor(thread.tid()));
            program.inferior().resume(watch.applyTo(alone));
        }
    }
}
