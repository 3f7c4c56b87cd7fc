package dev.sonde.engine.target;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.ptrace.PtraceBackend;

/**
 * Processes of this machine under control, without a session around them: for tools that serve a debugger which has its
 * own breakpoints, symbols and ideas of stepping. A debugger of its own is a {@link Target}.
 */
public final class LocalProcesses {
    private LocalProcesses() {}

    /**
     * Starts a program, stopped before its first instruction.
     *
     * @throws dev.sonde.engine.error.DebugException if the program is not found or the system refuses to run it
     */
    public static Inferior launch(LaunchOptions options) {
        return PtraceBackend.launch(options);
    }

    /**
     * Attaches to every thread of a running process and stops them.
     *
     * @throws dev.sonde.engine.error.DebugException if there is no such process, or it may not be traced
     */
    public static Inferior attach(int pid) {
        return PtraceBackend.attach(pid);
    }
}
