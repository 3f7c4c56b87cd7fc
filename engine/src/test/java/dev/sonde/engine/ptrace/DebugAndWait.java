package dev.sonde.engine.ptrace;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.Stdio;

/** Launches a program or attaches to a process, lets it run, prints its id, and waits to be killed. */
final class DebugAndWait {
    private DebugAndWait() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (Inferior inferior = arguments[0].equals("launch")
                ? PtraceBackend.launch(LaunchOptions.of(arguments[1]).withStdio(Stdio.pipes()))
                : PtraceBackend.attach(Integer.parseInt(arguments[1]))) {
            inferior.resume(Resumption.continueAll());
            System.out.println(inferior.pid());
            inferior.waitForStop();
        }
    }
}
