package dev.sonde.server.gdbserver;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.rsp.ThreadId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The processes that are served. Guarded by the session's lock, but for {@link #stopped}. */
final class Processes {
    private final Map<Integer, ServedProcess> byPid = new TreeMap<>();
    private final BlockingQueue<Optional<ServedProcess>> stopped = new LinkedBlockingQueue<>();

    private volatile boolean attended;

    /** Those that the debugger knows of. */
    List<ServedProcess> all() {
        return byPid.values().stream().filter(process -> process.announced).toList();
    }

    /** Those that the debugger does not know of yet, too. */
    List<ServedProcess> allMade() {
        return List.copyOf(byPid.values());
    }

    boolean isEmpty() {
        return byPid.isEmpty();
    }

    ServedProcess add(Inferior inferior, boolean attached) {
        ServedProcess process = new ServedProcess(inferior, attached);
        byPid.put(process.pid(), process);
        inferior.onStop(() -> {
            if (!attended) {
                stopped.add(Optional.of(process));
            }
        });
        return process;
    }

    void remove(ServedProcess process) {
        byPid.remove(process.pid(), process);
    }

    Optional<ServedProcess> find(long pid) {
        return Optional.ofNullable(byPid.get((int) pid));
    }

    /** Those that were let run and have told nothing since. */
    List<ServedProcess> running() {
        return byPid.values().stream().filter(process -> process.resumed).toList();
    }

    /** Whoever holds the session's lock looks at what happens, so that nobody else need. */
    void attend() {
        attended = true;
    }

    /** What happens is again told by {@link #awaitStopped}, and what may have happened meanwhile. */
    void attendNoMore() {
        attended = false;
        running().forEach(process -> stopped.add(Optional.of(process)));
    }

    /** The next process that may have something to tell; waits for it. Empty when {@link #endWait} was called. */
    Optional<ServedProcess> awaitStopped() throws InterruptedException {
        return stopped.take();
    }

    /** Lets who waits in {@link #awaitStopped} go. */
    void endWait() {
        stopped.add(Optional.empty());
    }

    /** The thread that {@code id} means: the first that fits it. */
    Optional<InferiorThread> thread(ThreadId id) {
        for (ServedProcess process : all()) {
            if (id.pid() < 0 || id.pid() == ThreadId.ANY || id.pid() == process.pid()) {
                Optional<InferiorThread> thread =
                        id.tid() > 0 ? process.inferior().thread((int) id.tid()) : first(process);
                if (thread.isPresent()) {
                    return thread;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<InferiorThread> first(ServedProcess process) {
        return process.threads().stream().findFirst();
    }

    /** The process of a thread that is served. */
    ServedProcess of(InferiorThread thread) {
        return find(thread.inferior().pid())
                .orElseThrow(
                        () -> new DebugException("Process " + thread.inferior().pid() + " is not served"));
    }
}
