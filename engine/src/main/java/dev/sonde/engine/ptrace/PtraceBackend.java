package dev.sonde.engine.ptrace;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.linux.ProcFs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Brings processes of this machine under control. */
public final class PtraceBackend {
    private PtraceBackend() {}

    /**
     * Starts a program, stopped before its first instruction.
     *
     * @throws DebugException if the program is not found or the system refuses to run it, with the path and its reason
     */
    public static Inferior launch(LaunchOptions options) {
        return Launcher.launch(options, true);
    }

    /** As {@link #launch}, but every instruction under a breakpoint is executed by the processor. */
    static Inferior launchWithoutEmulation(LaunchOptions options) {
        return Launcher.launch(options, false);
    }

    /**
     * Attaches to every thread of a running process and stops them. A process that this JVM has started through {@link
     * ProcessBuilder} cannot be attached to: Java waits for it and would take its stops for its end.
     *
     * @throws DebugException if there is no such process, or it may not be traced, with the reason
     */
    public static Inferior attach(int pid) {
        return Attacher.attach(pid);
    }

    /**
     * Attaches to a process as {@link #attach} does, and then to all that it has made, directly or not: a process that is
     * stopped makes no more.
     *
     * @param problems is told why one of those could not be attached to
     * @return the processes, {@code pid} first
     * @throws DebugException if {@code pid} cannot be attached to
     */
    public static List<Inferior> attachTree(int pid, Consumer<String> problems) {
        List<Inferior> attached = new ArrayList<>(List.of(attach(pid)));
        for (int i = 0; i < attached.size(); i++) {
            for (int child : ProcFs.children(attached.get(i).pid())) {
                try {
                    attached.add(attach(child));
                } catch (DebugException e) {
                    problems.accept(e.getMessage());
                }
            }
        }
        return attached;
    }
}
