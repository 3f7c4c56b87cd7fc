package dev.sonde.cli.execution;

import dev.sonde.cli.command.Session;
import dev.sonde.engine.breakpoint.Breakpoint;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Deletes the breakpoints of threads that have ended, as gdb does: told at once, done at the next stop. */
final class ThreadBreakpoints {
    private final Session session;
    private final Queue<Breakpoint> useless = new ConcurrentLinkedQueue<>();

    ThreadBreakpoints(Session session) {
        this.session = session;
    }

    /** A thread has ended. On the thread that drives the process, which may not change what is planted now. */
    void ended(int tid, int number) {
        for (Breakpoint breakpoint : session.target().breakpoints().all()) {
            if (breakpoint.thread().isPresent()
                    && breakpoint.thread().getAsInt() == tid
                    && !useless.contains(breakpoint)) {
                useless.add(breakpoint);
                session.console()
                        .notice("Thread-specific breakpoint " + breakpoint.number() + " deleted - thread " + number
                                + " no longer in the thread list.");
            }
        }
    }

    /** The process is stopped or gone. */
    void delete() {
        for (Breakpoint breakpoint = useless.poll(); breakpoint != null; breakpoint = useless.poll()) {
            session.target().breakpoints().delete(breakpoint);
        }
    }

    /** The process is gone, and with it the threads that breakpoints are for. */
    void processEnded(ThreadNumbers numbers) {
        for (Breakpoint breakpoint : session.target().breakpoints().all()) {
            breakpoint.thread().ifPresent(tid -> ended(tid, numbers.of(tid)));
        }
        delete();
    }
}
