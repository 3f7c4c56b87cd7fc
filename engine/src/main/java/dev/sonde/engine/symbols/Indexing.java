package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.dwarf.index.BuildProgress;
import dev.sonde.debuginfo.dwarf.index.NameLookup;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The names of a file, read by a thread of its own: in advance or when somebody waits for them. Thread-safe. */
final class Indexing {
    private final String file;
    private final SymbolFiles.Listener listener;
    private final Function<BuildProgress, NameLookup> reader;
    private @Nullable Task task;

    /**
     * @param file what to call it
     * @param reader reads the names
     */
    Indexing(String file, SymbolFiles.Listener listener, Function<BuildProgress, NameLookup> reader) {
        this.file = file;
        this.listener = listener;
        this.reader = reader;
    }

    /** Begins to read, unless that was done. */
    synchronized Task start() {
        Task known = task;
        if (known == null) {
            known = new Task();
            task = known;
            Thread.ofPlatform().daemon().name("index").start(known);
        }
        return known;
    }

    /** Whether reading has begun. */
    synchronized boolean isStarted() {
        return task != null;
    }

    /**
     * The names.
     *
     * @throws CancellationException if the thread is interrupted, which stays so; then reading has stopped, too
     */
    NameLookup await() {
        return start().await();
    }

    private synchronized void forget() {
        task = null;
    }

    /** One try. */
    final class Task implements Runnable, BuildProgress {
        private @Nullable NameLookup names;
        private @Nullable RuntimeException failure;
        private volatile boolean unwanted;

        @Override
        public void run() {
            try {
                finish(reader.apply(this), null);
            } catch (RuntimeException e) {
                finish(null, e);
            }
        }

        private void finish(@Nullable NameLookup result, @Nullable RuntimeException problem) {
            if (problem != null) {
                // Whoever asks next tries again.
                forget();
            }
            listener.indexed(file);
            synchronized (this) {
                names = result;
                failure = problem;
                notifyAll();
            }
        }

        synchronized NameLookup await() {
            while (true) {
                NameLookup result = names;
                if (result != null) {
                    return result;
                }
                if (failure != null) {
                    throw failure;
                }
                try {
                    wait();
                } catch (InterruptedException e) {
                    unwanted = true;
                    forget();
                    Thread.currentThread().interrupt();
                    var cancelled = new CancellationException("the names of " + file + " are not wanted any more");
                    cancelled.initCause(e);
                    throw cancelled;
                }
            }
        }

        @Override
        public void advanced(long done, long total) {
            listener.indexing(file, done, total);
        }

        @Override
        public boolean cancelled() {
            return unwanted;
        }
    }
}
