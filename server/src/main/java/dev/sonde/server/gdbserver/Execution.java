package dev.sonde.server.gdbserver;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.rsp.ThreadId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Lets the processes run and stop: together, with one report for each time they were let run, or in non-stop mode each
 * thread for itself. Guarded by the session's lock.
 */
final class Execution {
    private static final Duration MOMENT = Duration.ofMillis(2);

    private final Processes processes;
    private final SignalSettings signals;
    private final Features features;
    private final ReportCollector collector;
    /** What has stopped threads that the debugger takes for running or has not been told of yet. */
    private final Deque<Report> pending = new ArrayDeque<>();

    private final Consumer<Report> teller;
    /** What the debugger has asked for last, in all-stop mode. */
    private List<ThreadRequest> lastRequests = List.of();

    private boolean nonStop;
    /** Whether the debugger waits for a report, in all-stop mode. */
    private boolean awaited;

    /** @param teller tells the debugger, now */
    Execution(Processes processes, SignalSettings signals, Features features, Consumer<Report> teller) {
        this.processes = processes;
        this.signals = signals;
        this.features = features;
        this.teller = teller;
        collector = new ReportCollector(processes, this::adopt);
    }

    boolean nonStop() {
        return nonStop;
    }

    /** Whether the debugger waits for a stop, in all-stop mode. */
    boolean isAwaited() {
        return awaited;
    }

    void nonStop(boolean each) {
        nonStop = each;
        processes.allMade().forEach(process -> process.inferior().nonStop(each));
    }

    /** A process that the server has made or attached to is as the others. */
    void adopt(ServedProcess process) {
        process.inferior().nonStop(nonStop);
        process.choose(signals, features);
    }

    /**
     * As {@link #resume}, and waits a moment for the end: that of a single step comes before another thread could be told
     * of it.
     */
    void run(List<ThreadRequest> requests) {
        if (nonStop) {
            resume(requests);
            return;
        }
        processes.attend();
        try {
            resume(requests);
            List<ServedProcess> running = processes.running();
            if (awaited && running.size() == 1) {
                happened(running.getFirst(), MOMENT);
            }
        } finally {
            processes.attendNoMore();
        }
    }

    /** Lets threads do what the first request that means them says; the others stay stopped. */
    void resume(List<ThreadRequest> requests) {
        if (nonStop) {
            resumeEach(requests);
            return;
        }
        Optional<Report> due = takePending(requests);
        if (due.isPresent()) {
            teller.accept(due.get());
            return;
        }
        lastRequests = List.copyOf(requests);
        boolean any = false;
        for (ServedProcess process : processes.allMade()) {
            any |= resume(process, requests);
        }
        awaited = any;
        if (!any) {
            teller.accept(new Report.NothingRuns());
        }
    }

    private Optional<Report> takePending(List<ThreadRequest> requests) {
        Iterator<Report> reports = pending.iterator();
        while (reports.hasNext()) {
            Report report = reports.next();
            if (report instanceof Report.Stopped stop && !isMeant(stop, requests)) {
                continue;
            }
            // Only now: debuggers remove their breakpoints while one thread is stepped, and the others' hits still
            // count.
            reports.remove();
            if (collector.isStill(report)) {
                return Optional.of(report);
            }
        }
        return Optional.empty();
    }

    private static boolean isMeant(Report.Stopped stop, List<ThreadRequest> requests) {
        // A thread that has replaced the program was let run under the id that it had before.
        int tid = stop.cause() instanceof StopCause.Executed(var _, OptionalInt former)
                ? former.orElse(stop.thread().tid())
                : stop.thread().tid();
        return request(requests, stop.process().pid(), tid)
                .filter(request -> request.kind() != ThreadRequest.Kind.STOP)
                .isPresent();
    }

    private static Optional<ThreadRequest> request(List<ThreadRequest> requests, long pid, long tid) {
        return requests.stream()
                .filter(request -> request.threads().includes(pid, tid))
                .findFirst();
    }

    private boolean resume(ServedProcess process, List<ThreadRequest> requests) {
        Map<Integer, ThreadAction> actions = new HashMap<>();
        boolean any = false;
        for (InferiorThread thread : process.inferior().threads()) {
            ThreadAction action = request(requests, process.pid(), thread.tid())
                    .map(request -> request.action(process.told().get(thread.tid())))
                    .orElseGet(ThreadAction.Stay::new);
            any |= !(action instanceof ThreadAction.Stay);
            actions.put(thread.tid(), action);
        }
        if (!any) {
            return false;
        }
        ThreadAction others = request(requests, process.pid(), ThreadId.ALL)
                .filter(request -> request.threads().tid() <= 0)
                .map(request -> ThreadAction.run())
                .orElseGet(ThreadAction.Stay::new);
        start(process, new Resumption(actions, others));
        return true;
    }

    private void start(ServedProcess process, Resumption resumption) {
        process.choose(signals, features);
        resumption.actions().forEach((tid, action) -> {
            if (!(action instanceof ThreadAction.Stay)) {
                process.told().remove(tid);
            }
        });
        process.resumed = true;
        try {
            process.inferior().resume(resumption);
        } catch (DebugException e) {
            process.resumed = nonStop;
            throw e;
        }
    }

    private void resumeEach(List<ThreadRequest> requests) {
        for (ServedProcess process : processes.allMade()) {
            Map<Integer, ThreadAction> actions = new HashMap<>();
            for (InferiorThread thread : process.inferior().threads()) {
                Optional<ThreadRequest> wanted = request(requests, process.pid(), thread.tid());
                if (wanted.isEmpty()) {
                    continue;
                }
                if (wanted.get().kind() == ThreadRequest.Kind.STOP) {
                    process.inferior().interrupt(thread);
                } else if (thread.isStopped() && !isPending(thread)) {
                    actions.put(thread.tid(), wanted.get().action(process.told().get(thread.tid())));
                }
            }
            if (!actions.isEmpty()) {
                start(process, new Resumption(actions, new ThreadAction.Stay()));
            }
        }
    }

    private boolean isPending(InferiorThread thread) {
        return pending.stream()
                .anyMatch(report ->
                        report instanceof Report.Stopped stop && stop.thread().equals(thread));
    }

    /** Something has happened to {@code process}, perhaps. */
    void happened(ServedProcess process) {
        happened(process, Duration.ZERO);
    }

    private void happened(ServedProcess process, Duration limit) {
        if (!process.resumed) {
            return;
        }
        Optional<StopEvent> event = poll(process, limit);
        if (event.isEmpty()) {
            return; // somebody else has taken it
        }
        while (event.isPresent()) {
            process.resumed = nonStop && !collector.isEnd(event.get());
            collector.collect(process, event.get(), true, pending);
            event = process.resumed ? poll(process, Duration.ZERO) : Optional.empty();
        }
        if (nonStop) {
            while (!pending.isEmpty()) {
                teller.accept(pending.remove());
            }
        } else if (awaited) {
            tellNext();
        }
    }

    private void tellNext() {
        stopAll();
        // Those that were not let run keep what they have: their breakpoints may be out while another one is stepped.
        Optional<Report> next = takePending(lastRequests);
        if (next.isPresent()) {
            awaited = false;
            teller.accept(next.get());
        } else {
            // What stopped them is of no interest to the debugger. A signal was delivered the first time.
            resume(lastRequests.stream().map(ThreadRequest::withoutSignal).toList());
        }
    }

    /** Stops every process that can be stopped; those that had something of their own to tell keep it for later. */
    void stopAll() {
        for (ServedProcess process : processes.allMade()) {
            if (process.resumed && process.vforking == 0) {
                process.inferior().interrupt();
                Optional<StopEvent> event = next(process);
                while (event.isPresent()) {
                    collector.collect(process, event.get(), false, pending);
                    event = nonStop && !collector.isEnd(event.get()) ? next(process) : Optional.empty();
                }
                process.resumed = false;
            }
        }
    }

    /** The user wants to look: one process is interrupted, which stops the others. */
    void interrupt() {
        processes.allMade().stream()
                .filter(process -> process.inferior().state() == Inferior.State.RUNNING && process.vforking == 0)
                .findFirst()
                .ifPresent(process -> process.inferior().interrupt());
    }

    /** Tells of each thread of a process that was attached to, in non-stop mode. */
    void tellStopped(ServedProcess process) {
        for (InferiorThread thread : process.inferior().threads()) {
            teller.accept(new Report.Stopped(process, thread, new StopCause.Interrupted()));
        }
    }

    /** A process is gone: nothing is to be told of it any more. */
    void forget(ServedProcess process) {
        pending.removeIf(report -> collector.concerns(report, process));
        processes.remove(process);
    }

    /** Another debugger will ask for everything anew. */
    void forgetReports() {
        pending.clear();
        awaited = false;
    }

    private static Optional<StopEvent> poll(ServedProcess process, Duration limit) {
        try {
            return process.inferior().waitForStop(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** What there is to tell; waits for it as long as anything runs. */
    private static Optional<StopEvent> next(ServedProcess process) {
        return process.inferior().state() == Inferior.State.RUNNING ? await(process) : poll(process, Duration.ZERO);
    }

    private static Optional<StopEvent> await(ServedProcess process) {
        try {
            return Optional.of(process.inferior().waitForStop());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
