package dev.sonde.engine.ptrace;

import dev.sonde.engine.linux.ProcFs;
import dev.sonde.engine.linux.Ptrace;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;

/**
 * What an attached process makes of SIGTRAP. When an {@code int3}, a step or a debug register traps in a thread that blocks
 * or ignores the signal, the kernel unblocks it and sets its disposition to the default; both are put back when the
 * process is let go.
 *
 * <p>What the program changes after the attach is not known, nor which handler a blocked signal had. On the tracer thread
 * only, with every thread stopped. Source: force_sig_info_to_task() in {@code kernel/signal.c}.
 */
final class TrapDisposition {
    private static final int SIGTRAP = 5;
    private static final long BIT = 1L << (SIGTRAP - 1);
    private static final int RT_SIGACTION = 13;
    private static final int SIGNAL_SET_SIZE = 8;
    /** The kernel's {@code struct sigaction}: handler, flags, restorer, mask. */
    private static final int SIGACTION_SIZE = 32;

    private static final long SIG_IGN = 1;

    private final TracedProcess process;
    private final Set<Integer> blocking = new HashSet<>();
    private boolean ignored;

    TrapDisposition(TracedProcess process) {
        this.process = process;
    }

    /** Remembers how it is: nothing has trapped yet. */
    void note() {
        for (Tracee tracee : process.stopped()) {
            if (has(tracee, "SigBlk")) {
                blocking.add(tracee.tid());
            }
        }
        ignored = process.stopped().stream().anyMatch(tracee -> has(tracee, "SigIgn"));
    }

    /** The process was replaced by another program, of which nothing was noted. */
    void forget() {
        blocking.clear();
        ignored = false;
    }

    /** Makes it as it was. */
    void restore() {
        if (ignored) {
            process.stopped().stream()
                    .filter(InjectedCall::isPossible)
                    .findFirst()
                    .filter(tracee -> !has(tracee, "SigIgn") && !has(tracee, "SigCgt"))
                    .ifPresent(tracee -> new InjectedCall(process, tracee)
                            .make(RT_SIGACTION, SIGTRAP, ignoringAction(), 0, SIGNAL_SET_SIZE));
        }
        for (Tracee tracee : process.stopped()) {
            if (blocking.contains(tracee.tid())) {
                block(tracee);
            }
        }
    }

    private static byte[] ignoringAction() {
        return ByteBuffer.allocate(SIGACTION_SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(SIG_IGN)
                .array();
    }

    private static void block(Tracee tracee) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(SIGNAL_SET_SIZE, 8);
            if (Ptrace.getSigMask(tracee.tid(), mask) < 0) {
                return; // it was killed
            }
            long present = mask.get(ValueLayout.JAVA_LONG, 0);
            if ((present & BIT) == 0) {
                mask.set(ValueLayout.JAVA_LONG, 0, present | BIT);
                Ptrace.setSigMask(tracee.tid(), mask);
            }
        }
    }

    /** Whether SIGTRAP is in this set of signals in {@code /proc/PID/status}. */
    private static boolean has(Tracee tracee, String field) {
        return ProcFs.statusField(tracee.tid(), field)
                .filter(set -> (Long.parseUnsignedLong(set, 16) & BIT) != 0)
                .isPresent();
    }
}
