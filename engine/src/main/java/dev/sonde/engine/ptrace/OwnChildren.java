package dev.sonde.engine.ptrace;

import dev.sonde.engine.linux.Wait;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The processes that the debugger has started. Unlike other children of this JVM, Java does not wait for them; those that
 * were detached from are waited for here, or they would be zombies for as long as this JVM lives.
 */
final class OwnChildren {
    private static final Set<Integer> STARTED = ConcurrentHashMap.newKeySet();
    private static final Set<Integer> UNWATCHED = ConcurrentHashMap.newKeySet();

    private OwnChildren() {}

    /** {@code pid} was started. */
    static void started(int pid) {
        STARTED.add(pid);
    }

    /** Whether {@code pid} was started here, and its end not taken yet. */
    static boolean contains(int pid) {
        return STARTED.contains(pid);
    }

    /** {@code pid} is attached to (again): its statuses are its tracer's. */
    static void watched(int pid) {
        UNWATCHED.remove(pid);
    }

    /** {@code pid}, if it was started here, has been let go, and its end is still to be taken. */
    static void letGo(int pid) {
        if (STARTED.contains(pid)) {
            UNWATCHED.add(pid);
        }
    }

    /** The end of {@code pid} was taken: the id may be anybody's from now on. */
    static void ended(int pid) {
        UNWATCHED.remove(pid);
        STARTED.remove(pid);
    }

    /** Takes the ends of those that were let go and have ended since. */
    static void reap() {
        Wait wait = new Wait();
        for (int pid : UNWATCHED) {
            long result = wait.poll(pid);
            if (result == pid || result == -Wait.ECHILD) {
                ended(pid);
            }
        }
    }
}
