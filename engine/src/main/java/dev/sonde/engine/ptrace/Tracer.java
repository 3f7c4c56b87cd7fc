package dev.sonde.engine.ptrace;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.linux.Signals;
import dev.sonde.engine.linux.Terminal;
import dev.sonde.engine.linux.WakeSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that may make ptrace requests for a process and for those that it makes, and the way for others to have it do something.
 *
 * <p>While all are stopped it waits for work; while one runs it waits in the kernel for statuses, and is
 * woken by {@link WakeSignal} when work comes.
 */
final class Tracer {
    private static final long RESEND_MILLIS = 1;
    private static final long END_PAUSE_NANOS = 50_000;

    private final BlockingQueue<Job<?>> work = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean waitingInKernel;
    private volatile boolean ended;
    private volatile int threadId;
    private final List<Driven> driven = new ArrayList<>();
    private final StatusRouter router = new StatusRouter();

    /** A process, and who is told when driving it fails. */
    private record Driven(RunControl control, Consumer<RuntimeException> failures) {}

    /** Something to be done, which knows whether it was begun: what was begun is always finished. */
    private static final class Job<T extends @Nullable Object> extends FutureTask<T> {
        private volatile boolean begun;

        Job(Callable<T> what) {
            super(what);
        }

        @Override
        public void run() {
            begun = true;
            super.run();
        }
    }

    Tracer(String name) {
        WakeSignal.install();
        Signals.keepChildren();
        thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
        thread.start();
    }

    /** Where the statuses of the processes come from. On this thread only. */
    StatusRouter router() {
        return router;
    }

    /**
     * Drives a process: {@code control} is given its statuses while {@link RunControl#isRunning}, and {@code failures} is
     * told when that fails. On this thread only.
     */
    void drive(RunControl control, Consumer<RuntimeException> failures) {
        driven.add(new Driven(control, failures));
    }

    /** A process is gone; with the last one this thread ends once the work at hand is done. On this thread only. */
    void leave(RunControl control) {
        driven.removeIf(d -> d.control == control);
        if (driven.isEmpty()) {
            end();
        }
    }

    /** Whether no other process than that of {@code control} is driven. On this thread only. */
    boolean drivesOnly(RunControl control) {
        return driven.size() == 1 && driven.getFirst().control == control;
    }

    /** Whether this thread takes no more work. */
    boolean isEnding() {
        return ended;
    }

    /** Whether the caller is this thread. */
    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** The kernel's id of this thread, which it gives as the tracer of what is traced. On this thread only. */
    int threadId() {
        return threadId;
    }

    /** Has {@code job} done on this thread and gives its result; what it throws is thrown here. */
    <T extends @Nullable Object> T call(Supplier<T> job) {
        if (isCurrent()) {
            return job.get();
        }
        Job<T> task = new Job<>(job::get);
        work.add(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return awaitResult(task);
                } catch (InterruptedException e) {
                    interrupted = true; // a request to the debuggee is never left half done
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Has {@code job} done on this thread. */
    void run(Runnable job) {
        this.<@Nullable Void>call(() -> {
            job.run();
            return null;
        });
    }

    /** Ends the thread once the work at hand is done. On this thread only. */
    void end() {
        ended = true;
    }

    /**
     * Waits until the kernel has forgotten this thread, and with it whatever it still traced: zombies, which cannot be
     * detached from. On other threads only, after {@link #end}.
     */
    void awaitEnd() {
        while (Files.exists(Path.of("/proc/self/task", Integer.toString(threadId)))) {
            LockSupport.parkNanos(END_PAUSE_NANOS);
        }
    }

    private <T extends @Nullable Object> T awaitResult(Job<T> task) throws InterruptedException {
        while (true) {
            if (waitingInKernel) {
                WakeSignal.send(threadId);
            }
            try {
                return task.get(RESEND_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // The job at hand may be the end itself; one that has not begun by then never will.
                if (ended && !task.begun) {
                    throw new DebugException("the process is no longer under control", e);
                }
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            }
        }
    }

    private static RuntimeException rethrown(@Nullable Throwable cause) {
        switch (cause) {
            case RuntimeException e -> {
                e.addSuppressed(new DebugException("requested from here"));
                throw e;
            }
            case Error e -> throw e;
            case null, default -> throw new IllegalStateException("a supplier threw a checked exception", cause);
        }
    }

    private void run() {
        threadId = WakeSignal.currentThread();
        Terminal.blockBackgroundStops();
        while (!ended) {
            if (!work.isEmpty() || !anyRuns()) {
                runNextJob();
            } else {
                waitInKernel();
            }
        }
    }

    private void runNextJob() {
        try {
            work.take().run();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the tracer", e);
        }
    }

    private boolean anyRuns() {
        for (Driven one : driven) {
            if (one.control.isRunning()) {
                return true;
            }
        }
        return false;
    }

    private void waitInKernel() {
        waitingInKernel = true;
        try {
            // Work that came before the flag was set has sent no signal.
            if (work.isEmpty() && !handleTaken()) {
                router.await();
                handleTaken();
            }
        } finally {
            waitingInKernel = false;
        }
    }

    /** Handles statuses that were taken; whether there was one. */
    private boolean handleTaken() {
        for (int i = 0; i < driven.size(); i++) {
            Driven one = driven.get(i);
            if (one.control.isRunning() && one.control.hasStatus()) {
                handle(one);
                return true; // which processes are driven may have changed
            }
        }
        return false;
    }

    private static void handle(Driven one) {
        try {
            one.control.handleNextStatus();
        } catch (RuntimeException e) {
            // The thread must live: as long as it does, the process is under control and can be let go.
            one.control.failed();
            one.failures.accept(e);
        }
    }
}
