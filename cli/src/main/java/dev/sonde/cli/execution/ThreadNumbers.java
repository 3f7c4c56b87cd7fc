package dev.sonde.cli.execution;

import dev.sonde.cli.command.Session;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.target.Program;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The small numbers by which users name threads, from 1 in the order in which threads came, in each program anew.
 * Thread-safe.
 */
public final class ThreadNumbers {
    private final Session session;
    /** By process id. */
    private final Map<Integer, Map<Integer, Integer>> numbers = new HashMap<>();

    private final Map<Integer, String> names = new HashMap<>();

    private ThreadNumbers(Session session) {
        this.session = session;
    }

    /** Those of {@code session}. */
    public static ThreadNumbers of(Session session) {
        return session.shared(ThreadNumbers.class, ThreadNumbers::new);
    }

    /** A thread has come into being. */
    synchronized void started(InferiorThread thread) {
        number(thread.inferior().pid(), thread.tid());
    }

    private int number(int pid, int tid) {
        Map<Integer, Integer> known = numbers.computeIfAbsent(pid, _ -> new LinkedHashMap<>());
        known.putIfAbsent(tid, known.size() + 1);
        return known.get(tid);
    }

    /** Numbers every thread of {@code inferior} that has none yet. */
    public synchronized void update(Inferior inferior) {
        inferior.threads().forEach(this::started);
    }

    /** A program is about to be started: if nothing else runs, numbers begin anew. */
    synchronized void starting() {
        if (session.target().programs().stream().noneMatch(Program::hasProcess)) {
            numbers.clear();
            names.clear();
        }
    }

    /** The number of {@code thread} in its program. */
    public synchronized int of(InferiorThread thread) {
        update(thread.inferior());
        return number(thread.inferior().pid(), thread.tid());
    }

    /** The number of {@code thread}, behind that of its program if there are several. */
    public String text(InferiorThread thread) {
        int program = session.target().program(thread).number();
        return isQualified(session) ? program + "." + of(thread) : Integer.toString(of(thread));
    }

    /** Whether the numbers of threads need those of programs. */
    public static boolean isQualified(Session session) {
        List<Program> programs = session.target().programs();
        return programs.size() > 1 || programs.getFirst().number() != 1;
    }

    /** The thread with this number, if it still exists. */
    public synchronized Optional<InferiorThread> find(Inferior inferior, int number) {
        update(inferior);
        for (InferiorThread thread : inferior.threads()) {
            if (of(thread) == number) {
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
        return numbers.values().stream().mapToInt(Map::size).sum() > 1;
    }
}
