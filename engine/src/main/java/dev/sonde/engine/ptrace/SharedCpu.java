package dev.sonde.engine.ptrace;

import dev.sonde.engine.linux.Affinity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the tracer and a thread that stops very often on one processor, where handing over takes a third of the time.
 *
 * <p>Pays only while exactly one of the two runs: for a process of one thread whose stops follow each other quickly. The
 * thread's affinity is put back before anybody can stop to look at it, before it makes a thread or a process that would
 * inherit it, and unless the program has changed it meanwhile.
 */
final class SharedCpu {
    private static final int STOPS_UNTIL_WORTHWHILE = 32;
    private static final long QUICK_NANOS = 5_000_000;

    private final Precautions precautions;
    private int streak;
    private long lastStop;
    private @Nullable Pairing pairing;

    private record Pairing(int tid, Affinity traceeBefore, Affinity tracerBefore, Affinity both) {}

    SharedCpu(Precautions precautions) {
        this.precautions = precautions;
    }

    /** Notes a stop of the only running thread of a process that nobody else will hear of. */
    void internalStop(Tracee tracee) {
        if (pairing != null) {
            return;
        }
        long now = System.nanoTime();
        streak = now - lastStop < QUICK_NANOS ? streak + 1 : 0;
        lastStop = now;
        if (streak >= STOPS_UNTIL_WORTHWHILE) {
            pair(tracee.tid());
        }
    }

    /** Gives both threads their processors back. */
    void release() {
        streak = 0;
        Pairing old = pairing;
        if (old == null) {
            return;
        }
        pairing = null;
        old.tracerBefore.applyTo(0);
        Optional<Affinity> present = Affinity.of(old.tid);
        if (present.isPresent() && present.get().equals(old.both)) {
            old.traceeBefore.applyTo(old.tid);
        }
        precautions.unpinned();
    }

    /** Gives a thread or process that inherited the narrow affinity the one that its parent had. */
    void releaseChild(int child) {
        Pairing now = pairing;
        if (now != null) {
            now.traceeBefore.applyTo(child);
        }
    }

    private void pair(int tid) {
        streak = 0;
        Optional<Affinity> tracee = Affinity.of(tid);
        Optional<Affinity> tracer = Affinity.of(0);
        if (tracee.isEmpty() || tracer.isEmpty()) {
            return;
        }
        int cpu = tracee.get().firstSharedWith(tracer.get());
        if (cpu < 0) {
            return;
        }
        Affinity both = Affinity.toCpu(cpu);
        precautions.pinning(tid, tracee.get(), both);
        if (both.applyTo(tid) < 0) {
            precautions.unpinned();
            return;
        }
        pairing = new Pairing(tid, tracee.get(), tracer.get(), both);
        if (both.applyTo(0) < 0) {
            release();
        }
    }
}
