package dev.sonde.engine.ptrace;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Catching;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.StopFilter;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.linux.Ptrace;
import dev.sonde.engine.signal.SignalPolicies;
import dev.sonde.engine.syscall.Errno;
import dev.sonde.engine.x86_64.RegisterTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one traced process: its threads, its memory, what is planted in it, what stops it.
 *
 * <p>Changed on the tracer thread only, but for {@link #catching(Catching)} and {@link #nonStop(boolean)}.
 */
final class TracedProcess {
    private final int pid;
    private final boolean launched;
    private final Tracer tracer;
    private final RegisterTable registerTable;
    private final ConcurrentSkipListMap<Integer, Tracee> tracees = new ConcurrentSkipListMap<>();
    private final SoftwareSites sites;
    private final DebugSlots debugSlots = new DebugSlots();
    private final ProcessMemory memory;
    private final Precautions precautions = new Precautions(this);
    private final TrapDisposition trapDisposition = new TrapDisposition(this);
    private volatile Catching catching = Catching.signals(SignalPolicies.defaults());
    private volatile Consumer<Notice> listener = notice -> {};
    private volatile Inferior.State state = Inferior.State.STOPPED;
    private volatile boolean nonStop;
    private ThreadAction actionOfNew = ThreadAction.run();

    TracedProcess(
            int pid,
            boolean launched,
            Tracer tracer,
            RegisterTable registerTable,
            SoftwareSites sites,
            ProcessMemory memory) {
        this.pid = pid;
        this.launched = launched;
        this.tracer = tracer;
        this.registerTable = registerTable;
        this.sites = sites;
        this.memory = memory;
    }

    int pid() {
        return pid;
    }

    boolean launched() {
        return launched;
    }

    Tracer tracer() {
        return tracer;
    }

    RegisterTable registerTable() {
        return registerTable;
    }

    SoftwareSites sites() {
        return sites;
    }

    DebugSlots debugSlots() {
        return debugSlots;
    }

    ProcessMemory memory() {
        return memory;
    }

    Precautions precautions() {
        return precautions;
    }

    TrapDisposition trapDisposition() {
        return trapDisposition;
    }

    Catching catching() {
        return catching;
    }

    void catching(Catching newCatching) {
        catching = newCatching;
    }

    Inferior.State state() {
        return state;
    }

    void state(Inferior.State newState) {
        state = newState;
    }

    boolean isRunning() {
        return state == Inferior.State.RUNNING;
    }

    /** Whether each thread stops for itself. */
    boolean nonStop() {
        return nonStop;
    }

    void nonStop(boolean each) {
        nonStop = each;
    }

    /** What threads do that come into being. */
    ThreadAction actionOfNew() {
        return actionOfNew;
    }

    void actionOfNew(ThreadAction action) {
        actionOfNew = action;
    }

    /** Settles with which signal a stopped thread goes on. */
    void settleSignal(Tracee tracee, SignalDelivery delivery) {
        int signal = delivery.number(tracee.pendingSignal());
        boolean passes = !(delivery instanceof SignalDelivery.Pending)
                || signal == 0
                || catching.signals().of(signal).pass();
        tracee.pend(passes ? signal : 0, passes && tracee.pendingSignalIsSynchronous);
    }

    void listener(Consumer<Notice> newListener) {
        listener = newListener;
    }

    void tell(Notice notice) {
        listener.accept(notice);
    }

    @Nullable
    Tracee tracee(int tid) {
        return tracees.get(tid);
    }

    Collection<Tracee> tracees() {
        return tracees.values();
    }

    void add(Tracee tracee) {
        tracees.put(tracee.tid(), tracee);
    }

    void remove(Tracee tracee) {
        tracees.remove(tracee.tid());
    }

    /** The only thread, or null when there are others or none. */
    @Nullable
    Tracee only() {
        var first = tracees.firstEntry();
        return first != null && tracees.higherKey(first.getKey()) == null ? first.getValue() : null;
    }

    /** Starts to watch a place. Every thread is stopped. */
    void plant(StopPoint point, StopFilter filter) {
        if (point instanceof StopPoint.Execute execute && !execute.hardware()) {
            if (sites.at(execute.address()) != null) {
                throw alreadyWatched(point);
            }
            sites.plant(execute, filter, memory.raw());
            precautions.planted();
            return;
        }
        if (debugSlots.holds(point)) {
            throw alreadyWatched(point);
        }
        debugSlots.allocate(point, filter);
        for (Tracee tracee : stopped()) {
            long result = debugSlots.applyTo(tracee);
            if (result < 0 && result != -Ptrace.ESRCH) {
                unplant(point);
                throw new DebugException("The kernel does not let anybody watch the address 0x"
                        + Long.toHexString(point.address()) + ": " + Errno.describe((int) -result));
            }
        }
        precautions.planted();
    }

    /** Ends the watching of a place. Every thread is stopped. */
    void unplant(StopPoint point) {
        if (point instanceof StopPoint.Execute execute && !execute.hardware()) {
            SoftwareSites.Site site = sites.at(execute.address());
            if (site != null) {
                sites.unplant(site, memory.raw());
            }
        } else if (debugSlots.holds(point)) {
            debugSlots.release(point);
            stopped().forEach(debugSlots::applyTo);
            precautions.planted();
        }
    }

    private static DebugException alreadyWatched(StopPoint point) {
        return new DebugException("The address 0x" + Long.toHexString(point.address()) + " is watched already");
    }

    /** The threads that are in a ptrace-stop. */
    List<Tracee> stopped() {
        return inPhase(Tracee.Phase.STOPPED);
    }

    /** The stopped threads that go on only when they are told to. */
    List<Tracee> held() {
        List<Tracee> held = stopped();
        if (nonStop) {
            held.removeIf(tracee -> !(tracee.action instanceof ThreadAction.Stay));
        }
        return held;
    }

    /** Whether any thread runs, or is stopped only for a moment. */
    boolean anyRuns() {
        return anyMoving() || stopped().stream().anyMatch(tracee -> !(tracee.action instanceof ThreadAction.Stay));
    }

    /** Whether any thread will give another stop without being resumed. */
    boolean anyMoving() {
        for (Tracee tracee : tracees.values()) {
            if (tracee.phase() == Tracee.Phase.RUNNING || tracee.phase() == Tracee.Phase.STARTING) {
                return true;
            }
        }
        return false;
    }

    private List<Tracee> inPhase(Tracee.Phase phase) {
        List<Tracee> found = new ArrayList<>();
        for (Tracee tracee : tracees.values()) {
            if (tracee.phase() == phase) {
                found.add(tracee);
            }
        }
        return found;
    }
}
