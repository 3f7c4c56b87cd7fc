package dev.sonde.cli.execution;

import dev.sonde.cli.command.Session;
import dev.sonde.cli.console.Style;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.x86_64.Register;

/** Addresses, places in the program and threads as gdb writes them. */
public final class Texts {
    private static final int ADDRESS_DIGITS = 16;

    private Texts() {}

    /** An address without leading zeros. */
    public static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }

    /** An address with all its digits. */
    public static String paddedHex(long address) {
        String digits = Long.toHexString(address);
        return "0x" + "0".repeat(ADDRESS_DIGITS - digits.length()) + digits;
    }

    /** Such as {@code <main>} or {@code <main+4>}; empty for an address without a symbol. */
    public static String symbolic(Session session, long address) {
        return session.target()
                .modules()
                .symbolize(address)
                .map(place -> "<" + session.console().styled(Style.FUNCTION, place.name())
                        + (place.offset() == 0 ? "" : "+" + place.offset()) + ">")
                .orElse("");
    }

    /** Where {@code thread} is, such as {@code 0x0000555555555139 in main ()}. */
    public static String location(Session session, InferiorThread thread) {
        return FramePlace.of(session, session.target().backtrace(thread).innermost())
                .location();
    }

    /** The same, and on a second line the source. */
    public static String locationAndSource(Session session, InferiorThread thread) {
        return FramePlace.of(session, session.target().backtrace(thread).innermost())
                .longForm();
    }

    /** The source alone, for a thread that is still in the same function; the location if there is no source. */
    static String source(Session session, InferiorThread thread) {
        return FramePlace.of(session, session.target().backtrace(thread).innermost())
                .shortForm();
    }

    /** Which thread it is in the system's terms, such as {@code Thread 0x7ffff7dd2740 (LWP 9270)}. */
    public static String thread(InferiorThread thread) {
        return thread.title().orElseGet(() -> thread(thread, thread.isStopped() ? threadPointer(thread) : 0));
    }

    /** The same for a thread in its first stop, on the thread that drives the process. */
    static String startedThread(InferiorThread thread) {
        return thread.title().orElseGet(() -> thread(thread, threadPointer(thread)));
    }

    private static String thread(InferiorThread thread, long pointer) {
        if (pointer != 0) {
            return "Thread " + hex(pointer) + " (LWP " + thread.tid() + ")";
        }
        return thread.tid() == thread.inferior().pid() ? "process " + thread.tid() : "LWP " + thread.tid();
    }

    /** What the C library calls the thread, {@code pthread_self()}; 0 before it has set the thread up. */
    private static long threadPointer(InferiorThread thread) {
        try {
            return thread.registers().readLong(Register.FS_BASE);
        } catch (DebugException e) {
            return 0; // it was killed in between: it still has its number
        }
    }
}
