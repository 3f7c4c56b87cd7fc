package dev.sonde.server.gdbserver;

import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.x86_64.Register;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Makes reports of what the processes tell: each thread that stopped is one, whatever its causes. */
final class ReportCollector {
    private final Processes processes;
    private final Consumer<ServedProcess> adopter;

    /** @param adopter makes a process that has come into being like the others */
    ReportCollector(Processes processes, Consumer<ServedProcess> adopter) {
        this.processes = processes;
        this.adopter = adopter;
    }

    boolean isEnd(StopEvent event) {
        return !(event instanceof StopEvent.Stopped);
    }

    /**
     * Adds what {@code event} tells.
     *
     * @param asked whether an interruption is what the user has asked for, and no means to stop the process with others
     */
    void collect(ServedProcess process, StopEvent event, boolean asked, Deque<Report> reports) {
        switch (event) {
            case StopEvent.Exited(int code) -> reports.add(new Report.Exited(process, code));
            case StopEvent.Killed(int signal, boolean _) -> reports.add(new Report.Killed(process, signal));
            case StopEvent.Stopped(List<StopEvent.ThreadStop> stops) -> {
                for (StopEvent.ThreadStop stop : stops) {
                    StopCause cause = foremost(stop.causes());
                    note(process, stop.thread(), cause);
                    if (cause instanceof StopCause.ThreadEnded) {
                        reports.add(new Report.NothingRuns());
                    } else if (asked || !(cause instanceof StopCause.Interrupted)) {
                        reports.add(new Report.Stopped(process, stop.thread(), cause));
                    }
                }
            }
        }
    }

    /** A stop reply has one cause: the one that the debugger cannot find out by itself. */
    private static StopCause foremost(List<StopCause> causes) {
        return causes.stream()
                .min(Comparator.comparingInt(ReportCollector::rank))
                .orElseThrow();
    }

    private static int rank(StopCause cause) {
        return switch (cause) {
            case StopCause.Executed _ -> 0;
            case StopCause.Forked _ -> 1;
            case StopCause.VforkDone _ -> 2;
            case StopCause.SyscallEntry _, StopCause.SyscallExit _ -> 3;
            case StopCause.Hit(StopPoint.Access _) -> 4;
            case StopCause.Hit _ -> 5;
            case StopCause.Signalled _ -> 6;
            case StopCause.ThreadCreated _, StopCause.ThreadExiting _, StopCause.ThreadEnded _ -> 7;
            case StopCause.StepDone _, StopCause.HistoryEnd _ -> 8;
            case StopCause.Interrupted _ -> 9;
        };
    }

    private void note(ServedProcess process, InferiorThread thread, StopCause cause) {
        switch (cause) {
            case StopCause.Executed _ -> process.executed();
            case StopCause.VforkDone _ -> process.vforking = 0;
            case StopCause.Forked(int _, boolean vfork, var kept) ->
                kept.ifPresent(child -> {
                    ServedProcess made = processes.add(child, process.attached());
                    made.announced = false;
                    adopter.accept(made);
                    process.vforking = vfork ? thread.tid() : process.vforking;
                });
            default -> {}
        }
    }

    /** Whether it is still so: a thread may be gone, and a breakpoint that it has hit removed meanwhile. */
    boolean isStill(Report report) {
        if (!(report instanceof Report.Stopped(ServedProcess process, InferiorThread thread, StopCause cause))) {
            return true;
        }
        if (process.inferior().thread(thread.tid()).isEmpty() || !thread.isStopped()) {
            return false;
        }
        return !(cause instanceof StopCause.Hit(StopPoint.Execute place))
                || (process.breakpoints().containsKey(place)
                        && thread.registers().readLong(Register.RIP) == place.address());
    }

    boolean concerns(Report report, ServedProcess process) {
        return switch (report) {
            case Report.Stopped stop -> stop.process() == process;
            case Report.Exited exit -> exit.process() == process;
            case Report.Killed kill -> kill.process() == process;
            case Report.NothingRuns _ -> false;
        };
    }
}
