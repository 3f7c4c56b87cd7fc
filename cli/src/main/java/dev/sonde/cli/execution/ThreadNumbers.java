package dev.sonde.cli.execution;

import dev.sonde.cli.command.Session;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The small numbers by which users name threads, from 1 in the order in which threads came. Thread-safe. */
public final class ThreadNumbers {
    private final Map<Integer, Integer> numbers = new LinkedHashMap<>();
    private final Map<Integer, String> names = new HashMap<>();
    private int pid;

    private ThreadNumbers() {}

    /** Those of {@code session}. */
    public static ThreadNumbers of(Session session) {
        return session.shared(ThreadNumbers.class, _ -> new ThreadNumbers());
    }

    /** A thread has come into being in the present process. */
    synchronized void started(int tid) {
        numbers.putIfAbsent(tid, numbers.size() + 1);
    }

    /** Numbers every thread of {@code inferior} that has none yet. */
    public synchronized void update(Inferior inferior) {
        if (pid != inferior.pid()) {
            pid = inferior.pid();
            numbers.clear();
            names.clear();
        }
        inferior.threads().forEach(thread -> started(thread.tid()));
    }

    /** The number of {@code thread}. */
    public synchronized int of(InferiorThread thread) {
        update(thread.inferior());
        return numbers.getOrDefault(thread.tid(), 0);
    }

    /** The thread with this number, if it still exists. */
    public synchronized Optional<InferiorThread> find(Inferior inferior, int number) {
        update(inferior);
        for (InferiorThread thread : inferior.threads()) {
            if (numbers.getOrDefault(thread.tid(), 0) == number) {
                return Optional.of(thread);
            }
        }
        return Optional.empty();
    }

    /** What the thread is called: by the user, or else by the program. */
    public synchronized String name(InferiorThread thread) {
        String name = names.get(thread.tid());
        return name == null ? thread.name() : name;
    }

    /** Calls a thread {@code name}; an empty one leaves it to the program again. */
    public synchronized void rename(InferiorThread thread, String name) {
        update(thread.inferior());
        if (name.isEmpty()) {
            names.remove(thread.tid());
        } else {
            names.put(thread.tid(), name);
        }
    }

    /** Whether there was ever more than one thread. */
    synchronized boolean isMultiThreaded() {
        return numbers.size() > 1;
    }
}
