package dev.sonde.engine.ptrace;

import dev.sonde.engine.inferior.AuxiliaryVector;
import dev.sonde.engine.linux.ProcFs;
import dev.sonde.engine.linux.Ptrace;
import dev.sonde.engine.linux.Wait;
import dev.sonde.engine.linux.WaitStatus;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.OptionalLong;

/**
 * Has a stopped thread make a system call, by an instruction of the vDSO, and leaves it as it was: a system call that its
 * stop has interrupted goes on afterwards.
 *
 * <p>Nothing is single-stepped, so that no SIGTRAP is forced upon the thread. On the tracer thread only, with every thread
 * stopped. Sources: ptrace(2), "Syscall-stops"; {@code struct user_regs_struct} in {@code <sys/user.h>}.
 */
final class InjectedCall {
    private static final int RIP = 16 * 8;
    private static final int RAX = 10 * 8;
    private static final int ORIG_RAX = 15 * 8;
    private static final int RSP = 19 * 8;
    /** Of rdi, rsi, rdx and r10. */
    private static final int[] ARGUMENTS = {14 * 8, 13 * 8, 12 * 8, 7 * 8};

    private static final int RED_ZONE = 128;
    private static final int VDSO_SIZE = 8192;

    private final TracedProcess process;
    private final Tracee tracee;

    InjectedCall(TracedProcess process, Tracee tracee) {
        this.process = process;
        this.tracee = tracee;
    }

    /** Whether a thread is in a stop from which it can be sent on such an errand, and has no signal to take meanwhile. */
    static boolean isPossible(Tracee tracee) {
        return tracee.inStop() && tracee.isFreeToGo();
    }

    /**
     * Makes the call with {@code data} in memory at its second argument.
     *
     * @return whether the call was made and the kernel did what was asked
     */
    boolean make(int number, long first, byte[] data, long third, long fourth) {
        OptionalLong instruction = instruction();
        if (instruction.isEmpty()) {
            return false;
        }
        tracee.commitRegisters();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment before = arena.allocate(Ptrace.USER_REGS_SIZE, 8);
            MemorySegment mask = arena.allocate(8, 8);
            if (Ptrace.getRegs(tracee.tid(), before) < 0 || Ptrace.getSigMask(tracee.tid(), mask) < 0) {
                return false;
            }
            long place = (before.get(ValueLayout.JAVA_LONG, RSP) - RED_ZONE - data.length) & -16;
            MemorySegment kept = arena.allocate(data.length);
            MemorySegment given = arena.allocateFrom(ValueLayout.JAVA_BYTE, data);
            if (process.memory().raw().read(place, kept) < data.length
                    || process.memory().raw().write(place, given) < data.length) {
                return false;
            }
            MemorySegment regs = arena.allocate(Ptrace.USER_REGS_SIZE, 8).copyFrom(before);
            long[] arguments = {first, place, third, fourth};
            for (int i = 0; i < arguments.length; i++) {
                regs.set(ValueLayout.JAVA_LONG, ARGUMENTS[i], arguments[i]);
            }
            regs.set(ValueLayout.JAVA_LONG, RAX, number);
            regs.set(ValueLayout.JAVA_LONG, ORIG_RAX, -1);
            regs.set(ValueLayout.JAVA_LONG, RIP, instruction.getAsLong());
            MemorySegment all = arena.allocate(8, 8);
            all.set(ValueLayout.JAVA_LONG, 0, -1);
            Ptrace.setSigMask(tracee.tid(), all);
            boolean made = throughCall(regs);
            process.memory().raw().write(place, kept);
            Ptrace.setSigMask(tracee.tid(), mask);
            Ptrace.setRegs(tracee.tid(), before);
            return made;
        }
    }

    /** Leaves the thread in the stop of an interrupt, from where the kernel restarts what it was doing. */
    private boolean throughCall(MemorySegment regs) {
        int tid = tracee.tid();
        if (Ptrace.setRegs(tid, regs) < 0
                || Ptrace.syscall(tid, 0) < 0
                || !stopsIn(WaitStatus.Kind.SYSCALL_STOP)
                || Ptrace.syscall(tid, 0) < 0
                || !stopsIn(WaitStatus.Kind.SYSCALL_STOP)
                || Ptrace.getRegs(tid, regs) < 0) {
            return false;
        }
        boolean succeeded = regs.get(ValueLayout.JAVA_LONG, RAX) == 0;
        return Ptrace.interrupt(tid) >= 0
                && Ptrace.cont(tid, 0) >= 0
                && stopsIn(WaitStatus.Kind.EVENT_STOP)
                && succeeded;
    }

    private boolean stopsIn(WaitStatus.Kind kind) {
        Wait wait = process.tracer().router().waiting();
        long result;
        do {
            result = wait.take(tracee.tid());
        } while (result == -Wait.EINTR);
        WaitStatus seen = wait.status();
        if (result != tracee.tid() || !seen.isStopped()) {
            return false;
        }
        tracee.stoppedAgain(seen);
        return seen.kind() == kind;
    }

    /** The two bytes of a system call instruction, wherever they are in the vDSO. */
    private OptionalLong instruction() {
        long vdso = AuxiliaryVector.parse(ProcFs.bytes(tracee.tid(), "auxv").orElse(new byte[0]))
                .value(AuxiliaryVector.AT_SYSINFO_EHDR)
                .orElse(0);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment code = arena.allocate(VDSO_SIZE);
            long size = vdso == 0 ? 0 : process.memory().raw().read(vdso, code);
            for (long i = 0; i + 1 < size; i++) {
                if (code.get(ValueLayout.JAVA_BYTE, i) == 0x0f && code.get(ValueLayout.JAVA_BYTE, i + 1) == 0x05) {
                    return OptionalLong.of(vdso + i);
                }
            }
        }
        return OptionalLong.empty();
    }
}
