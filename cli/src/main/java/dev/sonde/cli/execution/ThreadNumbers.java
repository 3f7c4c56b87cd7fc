package dev.sonde.cli.execution;

import dev.sonde.cli.command.Session;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.target.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What users know threads by: the small numbers, from 1 in the order in which threads came, in each program anew, and the
 * names. Thread-safe.
 */
public final class ThreadNumbers {
    private final Session session;
    /** By process id. */
    private final Map<Integer, Numbering> processes = new HashMap<>();
    /** The number over all processes that was given last. */
    private int lastGlobal;

    /** The threads of a process. */
    private static final class Numbering {
        private final Map<Integer, Known> threads = new HashMap<>();
        private int last;
    }

    /** A thread. */
    private static final class Known {
        private final int number;
        /** Over all processes. */
        private final int global;

        private @Nullable String name;
        /** In the system's terms, as far as they could be found out. */
        private String target;

        private Known(int number, int global, String target) {
            this.number = number;
            this.global = global;
            this.target = target;
        }
    }

    private ThreadNumbers(Session session) {
        this.session = session;
    }

    /** Those of {@code session}. */
    public static ThreadNumbers of(Session session) {
        return session.shared(ThreadNumbers.class, ThreadNumbers::new);
    }

    /** A thread is in its first stop, on the thread that drives its process; what it is in the system's terms. */
    synchronized String started(InferiorThread thread) {
        update(thread.inferior()); // one that was made before may not have come to its first stop yet
        Known known = known(thread);
        known.target = Texts.startedThread(thread);
        return known.target;
    }

    /** A thread has ended; what it was. */
    synchronized String ended(int tid) {
        for (Numbering numbering : processes.values()) {
            Known known = numbering.threads.remove(tid);
            if (known != null) {
                return known.target;
            }
        }
        return "LWP " + tid;
    }

    /** Numbers every thread of {@code inferior} that has none yet. */
    public synchronized void update(Inferior inferior) {
        inferior.threads().forEach(this::known);
    }

    /** A program is about to be started: if nothing else runs, numbers begin anew. */
    synchronized void starting() {
        if (session.target().programs().stream().noneMatch(Program::hasProcess)) {
            processes.clear();
            lastGlobal = 0;
        }
    }

    /** The number of {@code thread} in its program. */
    public synchronized int of(InferiorThread thread) {
        Numbering numbering = processes.get(thread.inferior().pid());
        if (numbering == null || !numbering.threads.containsKey(thread.tid())) {
            update(thread.inferior());
        }
        return known(thread).number;
    }

    /** The number of {@code thread} among those of all programs. */
    public synchronized int global(InferiorThread thread) {
        update(thread.inferior());
        return known(thread).global;
    }

    /** The number of a thread that may have ended already; 0 if it never had one. */
    public synchronized int of(int tid) {
        for (Numbering numbering : processes.values()) {
            Known known = numbering.threads.get(tid);
            if (known != null) {
                return known.number;
            }
        }
        return 0;
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

    /** What the thread is in the system's terms, as far as that was found out before it ran. */
    public synchronized String target(InferiorThread thread) {
        return thread.isStopped() ? Texts.thread(thread) : known(thread).target;
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
        return processes.values().stream().mapToInt(numbering -> numbering.last).sum() > 1;
    }

    private Known known(InferiorThread thread) {
        Numbering numbering = processes.computeIfAbsent(thread.inferior().pid(), _ -> new Numbering());
        Known known = numbering.threads.get(thread.tid());
        if (known == null) {
            numbering.last++;
            lastGlobal++;
            known = new Known(numbering.last, lastGlobal, Texts.thread(thread));
            numbering.threads.put(thread.tid(), known);
        } else if (!known.target.startsWith("Thread") && thread.isStopped()) {
            known.target = Texts.thread(thread); // the C library has set it up since
        }
        return known;
    }
}
