package dev.sonde.engine.ptrace;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.linux.Signals;
import dev.sonde.engine.linux.Terminal;
import dev.sonde.engine.linux.WakeSignal;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * The one thread that may make ptrace requests for a process, and the way for others to have it do something.
 *
 * <p>While the process is stopped it waits for work; while the process runs it waits in the kernel for statuses, and is
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
    private @Nullable RunControl control;
    private Consumer<RuntimeException> onFailure = failure -> {};

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

    /**
     * Sets who is asked for statuses while {@link RunControl#isRunning}, and who is told when that fails. On this thread
     * only.
     */
    void drive(RunControl runControl, Consumer<RuntimeException> failures) {
        control = runControl;
        onFailure = failures;
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
            RunControl running = control;
            if (running == null || !running.isRunning()) {
                runNextJob();
            } else if (!work.isEmpty()) {
                runNextJob();
            } else {
                waitInKernel(running);
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

    private void waitInKernel(RunControl running) {
        waitingInKernel = true;
        try {
            // Work that came before the flag was set has sent no signal.
            if (work.isEmpty()) {
                running.handleNextStatus();
            }
        } catch (RuntimeException e) {
            // The thread must live: as long as it does, the process is under control and can be let go.
            running.failed();
            onFailure.accept(e);
        } finally {
            waitingInKernel = false;
        }
    }
}
