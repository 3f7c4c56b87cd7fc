package dev.sonde.server.gdbserver;

import dev.sonde.engine.inferior.Catching;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.rsp.TargetDescription;
import dev.sonde.engine.rsp.ThreadId;
import dev.sonde.engine.x86_64.RegisterTable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** A process that is served, with what the debugger has asked of it. Guarded by the session's lock. */
final class ServedProcess {
    private static final Map<RegisterTable, TargetDescription> DESCRIPTIONS = new ConcurrentHashMap<>();

    private final Inferior inferior;
    private final boolean attached;
    private final Map<StopPoint, TargetBreakpoint> breakpoints = new LinkedHashMap<>();
    /** What was told last of each thread. */
    private final Map<Integer, StopCause> told = new HashMap<>();

    private @Nullable LongPredicate syscalls;

    /** Whether the debugger knows of it: of a child that was made, once the stop of its maker has been told. */
    boolean announced = true;

    /** Whether it runs, and a stop is to come. */
    boolean resumed;

    /** The thread that waits for its vforked child, which nothing can stop before that has given the memory back; or 0. */
    int vforking;

    ServedProcess(Inferior inferior, boolean attached) {
        this.inferior = inferior;
        this.attached = attached;
    }

    Inferior inferior() {
        return inferior;
    }

    int pid() {
        return inferior.pid();
    }

    /** Whether it ran before the server knew it, and is to run on afterwards. */
    boolean attached() {
        return attached;
    }

    ThreadId id(InferiorThread thread) {
        return ThreadId.of(pid(), thread.tid());
    }

    /** Its threads, without those that are ending: a leader may be gone long before the others. */
    List<InferiorThread> threads() {
        List<InferiorThread> all = inferior.threads();
        return inferior.state() == Inferior.State.STOPPED
                ? all.stream().filter(InferiorThread::isStopped).toList()
                : all;
    }

    /** The registers of a process as packets have them. */
    static TargetDescription description(Inferior inferior) {
        return DESCRIPTIONS.computeIfAbsent(inferior.registerTable(), TargetDescription::of);
    }

    TargetDescription description() {
        return description(inferior);
    }

    /** What is planted, with what is judged there. */
    Map<StopPoint, TargetBreakpoint> breakpoints() {
        return breakpoints;
    }

    /** What was told last of each thread, by its id. */
    Map<Integer, StopCause> told() {
        return told;
    }

    void syscalls(@Nullable LongPredicate caught) {
        syscalls = caught;
    }

    /** Another program runs in it: what was asked of the last one is forgotten. */
    void executed() {
        breakpoints.clear();
        told.clear();
        vforking = 0;
    }

    /** Chooses what stops it at its next resume. */
    void choose(SignalSettings signals, Features features) {
        inferior.catching(new Catching(
                signals.policies(),
                syscalls,
                features.forkEvents,
                features.vforkEvents,
                features.vforkEvents,
                features.forkEvents && features.vforkEvents,
                features.threadEvents));
    }
}
