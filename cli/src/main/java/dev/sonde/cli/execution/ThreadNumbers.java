package dev.sonde.cli.execution;

import dev.sonde.cli.command.Session;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What users know threads by: the small numbers, from 1 in the order in which threads came, and the names. Thread-safe.
 */
public final class ThreadNumbers {
    private final Map<Integer, Known> threads = new HashMap<>();
    private int last;
    private int pid;

    /** A thread of the present process. */
    private static final class Known {
        private final int number;
        private @Nullable String name;
        /** In the system's terms, as far as they could be found out. */
        private String target;

        private Known(int number, String target) {
            this.number = number;
            this.target = target;
        }
    }

    private ThreadNumbers() {}

    /** Those of {@code session}. */
    public static ThreadNumbers of(Session session) {
        return session.shared(ThreadNumbers.class, _ -> new ThreadNumbers());
    }

    /** A thread of the present process is in its first stop, on the thread that drives it; what it is in the system's terms. */
    synchronized String started(InferiorThread thread) {
        update(thread.inferior()); // one that was made before may not have come to its first stop yet
        Known known = known(thread);
        known.target = Texts.startedThread(thread);
        return known.target;
    }

    /** A thread of the present process has ended; what it was. */
    synchronized String ended(int tid) {
        Known known = threads.remove(tid);
        return known == null ? "LWP " + tid : known.target;
    }

    /** Numbers every thread of {@code inferior} that has none yet. */
    public synchronized void update(Inferior inferior) {
        inferior.threads().forEach(this::known);
    }

    /** The number of {@code thread}. */
    public synchronized int of(InferiorThread thread) {
        if (pid != thread.inferior().pid() || !threads.containsKey(thread.tid())) {
            update(thread.inferior());
        }
        return known(thread).number;
    }

    /** The number of a thread that may have ended already; 0 if it never had one. */
    public synchronized int of(int tid) {
        Known known = threads.get(tid);
        return known == null ? 0 : known.number;
    }

    /** The thread with this number, if it still exists. */
    public synchronized Optional<InferiorThread> find(Inferior inferior, int number) {
        update(inferior);
        for (InferiorThread thread : inferior.threads()) {
            if (known(thread).number == number) {
                return Optional.of(thread);
            }
        }
        return Optional.empty();
    }

    /** What the thread is called: by the user, or else by the program. */
    public synchronized String name(InferiorThread thread) {
        String name = known(thread).name;
        return name == null ? thread.name() : name;
    }

    /** What the user calls the thread. */
    public synchronized Optional<String> givenName(InferiorThread thread) {
        return Optional.ofNullable(known(thread).name);
    }

    /** Calls a thread {@code name}; an empty one leaves it to the program again. */
    public synchronized void rename(InferiorThread thread, String name) {
        update(thread.inferior());
        known(thread).name = name.isEmpty() ? null : name;
    }

    /** Whether there was ever more than one thread. */
    synchronized boolean isMultiThreaded() {
        return last > 1;
    }

    private Known known(InferiorThread thread) {
        if (pid != thread.inferior().pid()) {
            pid = thread.inferior().pid();
            threads.clear();
            last = 0;
        }
        Known known = threads.get(thread.tid());
        if (known == null) {
            last++;
            known = new Known(last, Texts.thread(thread));
            threads.put(thread.tid(), known);
        } else if (!known.target.startsWith("Thread") && thread.isStopped()) {
            known.target = Texts.thread(thread); // the C library has set it up since
        }
        return known;
    }
}
