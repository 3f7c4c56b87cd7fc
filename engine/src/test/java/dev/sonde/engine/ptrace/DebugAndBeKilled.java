package dev.sonde.engine.ptrace;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.StopPoint;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Attaches to a process (first argument) that runs a program (second) and brings it to the state that the third names; then
 * says so and waits to be killed.
 */
final class DebugAndBeKilled {
    private DebugAndBeKilled() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path program = Path.of(arguments[1]);
        String state = arguments[2];
        try (Inferior inferior = PtraceBackend.attach(Integer.parseInt(arguments[0]))) {
            if (state.equals("pinned")) {
                pin(inferior, program);
            } else {
                bringTo(state, inferior, program);
            }
            System.out.println(state);
            Thread.currentThread().join();
        }
    }

    private static void bringTo(String state, Inferior inferior, Path program) {
        boolean watches = state.startsWith("watched");
        StopPoint point = watches
                ? new StopPoint.Access(Programs.symbol(inferior, program, "lines"), 8, StopPoint.Access.Kind.WRITE)
                : Programs.breakpoint(inferior, program, "line_read");
        inferior.plant(point, thread -> true);
        inferior.resume(Resumption.continueAll());
        if (!state.endsWith("running")) {
            System.out.println("running");
            InferiorThread thread = Programs.thread(Programs.next(inferior));
            for (int i = 0; state.endsWith("stepped") && i < 3; i++) {
                Programs.run(inferior, Resumption.stepOnly(thread.tid()));
            }
        }
    }

    /** Leaves the process running with nothing planted, on the one processor that many hits of a breakpoint have led to. */
    private static void pin(Inferior inferior, Path program) {
        AtomicLong hits = new AtomicLong();
        StopPoint point = Programs.breakpoint(inferior, program, "work");
        inferior.plant(point, thread -> {
            hits.incrementAndGet();
            return false;
        });
        inferior.resume(Resumption.continueAll());
        Programs.await(() -> hits.get() > 1000);
        inferior.unplant(point);
    }
}
