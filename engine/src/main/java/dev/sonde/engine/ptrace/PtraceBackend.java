package dev.sonde.engine.ptrace;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.LaunchOptions;

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
}
