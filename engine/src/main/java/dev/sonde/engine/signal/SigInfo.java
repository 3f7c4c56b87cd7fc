package dev.sonde.engine.signal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A decoded {@code siginfo_t}: which signal, why, and what comes with it.
 *
 * <p>Source: sigaction(2), the kernel's {@code siginfo.h}; the layout is that of x86-64.
 *
 * @param number the signal, {@code si_signo}
 * @param errno {@code si_errno}, almost always 0
 * @param code {@code si_code}: positive from the kernel, 0 or negative from a program
 * @param detail what the kernel filled in for this signal and code
 */
public record SigInfo(int number, int errno, int code, Detail detail) {
    /** The size of a {@code siginfo_t} in bytes. */
    public static final int SIZE = 128;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int SIGILL = 4;
    private static final int SIGTRAP = 5;
    private static final int SIGBUS = 7;
    private static final int SIGFPE = 8;
    private static final int SIGSEGV = 11;
    private static final int SIGCHLD = 17;
    private static final int SIGIO = 29;
    private static final int SIGSYS = 31;

    /** What a {@code siginfo_t} carries besides its three common numbers. */
    public sealed interface Detail {
        /** Nothing more. */
        record None() implements Detail {}

        /** SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV from the processor: the address, {@code si_addr}. */
        record Fault(long address) implements Detail {}

        /** SIGSEGV with SEGV_BNDERR: outside the bounds {@code lower} to {@code upper}. */
        record Bounds(long address, long lower, long upper) implements Detail {}

        /** SIGSEGV with SEGV_PKUERR: forbidden by the protection key. */
        record ProtectionKey(long address, int key) implements Detail {}

        /** Sent by kill or tgkill: the sender. */
        record Sender(int pid, int uid) implements Detail {}

        /** Sent by sigqueue, a message queue or asynchronous I/O: the sender and its word {@code si_value}. */
        record Queued(int pid, int uid, long value) implements Detail {}

        /** A POSIX timer expired. */
        record Timer(int id, int overrun, long value) implements Detail {}

        /** SIGCHLD: exit code or signal in {@code status} according to the code; times in clock ticks. */
        record Child(int pid, int uid, int status, long userTime, long systemTime) implements Detail {}

        /** SIGIO: poll events and the descriptor. */
        record Poll(long band, int descriptor) implements Detail {}

        /** SIGSYS: the forbidden system call, {@code arch} as in audit.h. */
        record SystemCall(long callAddress, int number, int arch) implements Detail {}
    }

    /**
     * Decodes the bytes that {@code PTRACE_GETSIGINFO} gives.
     *
     * @param bytes at least 48 bytes of a {@code siginfo_t}, usually {@link #SIZE}
     * @throws IllegalArgumentException if there are fewer
     */
    public static SigInfo decode(MemorySegment bytes) {
        if (bytes.byteSize() < 48) {
            throw new IllegalArgumentException("a siginfo_t has 128 bytes, not " + bytes.byteSize());
        }
        int number = bytes.get(INT, 0);
        int code = bytes.get(INT, 8);
        return new SigInfo(number, bytes.get(INT, 4), code, detail(bytes, number, code));
    }

    /** As {@link #decode(MemorySegment)}, of an array. */
    public static SigInfo decode(byte[] bytes) {
        return decode(MemorySegment.ofArray(bytes));
    }

    /** The signal; empty if the number is none of Linux. */
    public Optional<Signal> signal() {
        return Signal.numbered(number);
    }

    /** The code's name, such as {@code SEGV_MAPERR} or {@code SI_TKILL}; the number where there is none. */
    public String codeName() {
        return SigCode.of(number, code).map(SigCode::name).orElseGet(() -> Integer.toString(code));
    }

    /** Whether the kernel raised it (a fault, a timer, a child), rather than a program by kill and the like. */
    public boolean isFromKernel() {
        return code > 0;
    }

    /** The address of a fault; empty for everything else. */
    public Optional<Long> faultAddress() {
        return switch (detail) {
            case Detail.Fault fault -> Optional.of(fault.address());
            case Detail.Bounds bounds -> Optional.of(bounds.address());
            case Detail.ProtectionKey key -> Optional.of(key.address());
            default -> Optional.empty();
        };
    }

    /** One line for the user, such as {@code SIGSEGV: address not mapped, at 0x0}. */
    public String describe() {
        return SigInfoText.describe(this);
    }

    private static Detail detail(MemorySegment bytes, int number, int code) {
        if (code == SigCode.SI_TIMER) {
            return new Detail.Timer(bytes.get(INT, 16), bytes.get(INT, 20), bytes.get(LONG, 24));
        }
        if (code == SigCode.SI_USER || code == SigCode.SI_TKILL || SigCode.isPtraceStop(number, code)) {
            return new Detail.Sender(bytes.get(INT, 16), bytes.get(INT, 20));
        }
        if (code < 0 && code != SigCode.SI_SIGIO) {
            return new Detail.Queued(bytes.get(INT, 16), bytes.get(INT, 20), bytes.get(LONG, 24));
        }
        if (code == SigCode.SI_KERNEL && number != SIGSEGV && number != SIGBUS) {
            return new Detail.None();
        }
        return switch (number) {
            case SIGILL, SIGTRAP, SIGBUS, SIGFPE -> new Detail.Fault(bytes.get(LONG, 16));
            case SIGSEGV -> segment(bytes, code);
            case SIGCHLD ->
                new Detail.Child(
                        bytes.get(INT, 16),
                        bytes.get(INT, 20),
                        bytes.get(INT, 24),
                        bytes.get(LONG, 32),
                        bytes.get(LONG, 40));
            case SIGIO -> new Detail.Poll(bytes.get(LONG, 16), bytes.get(INT, 24));
            case SIGSYS -> new Detail.SystemCall(bytes.get(LONG, 16), bytes.get(INT, 24), bytes.get(INT, 28));
            // SIGIO can be moved to another signal with F_SETSIG, and keeps its layout.
            default ->
                code == SigCode.SI_SIGIO || (code >= 1 && code <= 6)
                        ? new Detail.Poll(bytes.get(LONG, 16), bytes.get(INT, 24))
                        : new Detail.None();
        };
    }

    private static Detail segment(MemorySegment bytes, int code) {
        long address = bytes.get(LONG, 16);
        return switch (code) {
            case SigCode.SEGV_BNDERR -> new Detail.Bounds(address, bytes.get(LONG, 32), bytes.get(LONG, 40));
            case SigCode.SEGV_PKUERR -> new Detail.ProtectionKey(address, bytes.get(INT, 32));
            default -> new Detail.Fault(address);
        };
    }
}
