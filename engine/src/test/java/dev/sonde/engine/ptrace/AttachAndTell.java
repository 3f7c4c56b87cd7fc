package dev.sonde.engine.ptrace;

import dev.sonde.engine.error.DebugException;

/** Tries to attach to the process in its first argument, and prints why it cannot. */
final class AttachAndTell {
    private AttachAndTell() {}

    public static void main(String[] arguments) {
        try {
            PtraceBackend.attach(Integer.parseInt(arguments[0])).close();
            System.out.println("attached");
        } catch (DebugException e) {
            System.out.println(e.getMessage());
        }
    }
}
