package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.linux.Signals;
import dev.sonde.testprograms.TestProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ends at any moment: of the program by itself or from outside, and of the debugger. */
@Timeout(120)
@ExtendWith(NoChildLeft.class)
class DeathTest {
    private static final StopEvent KILLED = new StopEvent.Killed(Signals.SIGKILL, false);
    private static final Path LOOP = TestProgram.of("loop.c").compile();
    private static final Path BUSY = TestProgram.of("busy.c").flags("-pthread").compile();
    private static final Path ECHO = TestProgram.of("echo.c").compile();

    private static StopEvent untilTheEnd(Inferior inferior) {
        StopEvent event = Programs.run(inferior);
        while (event instanceof StopEvent.Stopped) {
            event = Programs.run(inferior);
        }
        return event;
    }

    @Test
    void aProgramThatKillsItself() {
        try (Inferior inferior = Programs.launch(TestProgram.of("traps.c").compile(), "kill")) {
            assertThat(Programs.run(inferior)).isEqualTo(KILLED);
        }
    }

    @Test
    void killedFromOutsideWhileItRuns() {
        for (int i = 0; i < 20; i++) {
            try (Inferior inferior = Programs.launch(BUSY, "4")) {
                if (i % 2 == 0) {
                    inferior.plant(Programs.breakpoint(inferior, BUSY, "turn"), thread -> false);
                }
                inferior.resume(Resumption.continueAll());
                if (i % 4 < 2) {
                    Programs.line(inferior);
                }
                Signals.sendToProcess(inferior.pid(), Signals.SIGKILL);
                assertThat(Programs.next(inferior)).isEqualTo(KILLED);
                assertThat(inferior.state()).isEqualTo(Inferior.State.GONE);
            }
        }
    }

    @Test
    void killedFromOutsideWhileItIsStopped() {
        for (int i = 0; i < 8; i++) {
            try (Inferior inferior = Programs.launch(LOOP, "10")) {
                StopPoint point = Programs.breakpoint(inferior, LOOP, "work");
                inferior.plant(point, thread -> true);
                Programs.run(inferior);
                Signals.sendToProcess(inferior.pid(), Signals.SIGKILL);
                InferiorThread thread = inferior.threads().getFirst();
                switch (i) {
                    case 0 -> assertThat(Programs.run(inferior)).isEqualTo(KILLED);
                    case 1 ->
                        assertThat(Programs.run(inferior, Resumption.stepOnly(inferior.pid())))
                                .isEqualTo(KILLED);
                    case 2 -> inferior.kill();
                    case 3 -> inferior.detach(SignalDelivery.pending());
                    case 4 -> {
                        thread.registers().writeLong(dev.sonde.engine.x86_64.Register.RDI, 1);
                        assertThat(Programs.run(inferior)).isEqualTo(KILLED);
                    }
                    case 5 -> {
                        Programs.await(() -> Programs.state(inferior.pid()) != 'R');
                        unlessRefused(() -> inferior.unplant(point));
                        assertThat(Programs.run(inferior)).isEqualTo(KILLED);
                    }
                    case 6 -> {
                        unlessRefused(() ->
                                inferior.plant(new StopPoint.Execute(point.address() + 1, true), t -> true));
                        assertThat(Programs.run(inferior)).isEqualTo(KILLED);
                    }
                    default -> {} // closing is enough
                }
            }
        }
    }

    private static void unlessRefused(Runnable request) {
        try {
            request.run();
        } catch (DebugException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Test
    void manyThreadsKilledWhileOneIsSteppedAndTheOthersStay() {
        for (int i = 0; i < 15; i++) {
            try (Inferior inferior = Programs.launch(BUSY, "4")) {
                inferior.resume(Resumption.continueAll());
                Programs.line(inferior);
                inferior.interrupt();
                Programs.next(inferior);
                Signals.sendToProcess(inferior.pid(), Signals.SIGKILL);
                StopEvent event;
                do {
                    event = inferior.state() == Inferior.State.STOPPED
                            ? Programs.run(inferior, Resumption.stepOnly(inferior.pid()))
                            : Programs.next(inferior);
                } while (event instanceof StopEvent.Stopped);
                assertThat(event).isEqualTo(KILLED);
            }
        }
    }

    @Test
    void killedWhileItMakesThreadsAndChildren() {
        Path children = TestProgram.of("children.c").flags("-pthread").compile();
        for (int i = 0; i < 60; i++) {
            Path program = i % 2 == 0 ? BUSY : children;
            try (Inferior inferior = Programs.launch(program, i % 2 == 0 ? "4" : "vforks")) {
                int pid = inferior.pid();
                AtomicLong events = new AtomicLong();
                int end = i;
                // The tracer itself kills at an event of its choice, when the maker of a thread or child has just stopped.
                inferior.onNotice(notice -> {
                    if (events.incrementAndGet() == end / 2 + 1) {
                        Signals.sendToProcess(pid, Signals.SIGKILL);
                    }
                });
                assertThat(untilTheEnd(inferior)).isIn(KILLED, new StopEvent.Exited(0));
                assertThat(Programs.state(pid)).as("the state of what has ended").isEqualTo('-');
            }
        }
    }

    @Test
    void killEndsItInEveryState() {
        try (Inferior inferior = Programs.launch(LOOP)) {
            inferior.kill();
            assertThat(inferior.state()).isEqualTo(Inferior.State.GONE);
            assertThat(inferior.threads()).isEmpty();
            assertThatThrownBy(inferior::waitForStop).isInstanceOf(DebugException.class);
            assertThatThrownBy(() -> inferior.resume(Resumption.continueAll()))
                    .isInstanceOf(DebugException.class);
        }
        try (Inferior inferior = Programs.launch(BUSY, "4")) {
            inferior.resume(Resumption.continueAll());
            Programs.line(inferior);
            inferior.kill();
            assertThat(Programs.next(inferior)).isEqualTo(KILLED);
        }
        try (Background background = Background.ready(BUSY, "4");
                Inferior inferior = PtraceBackend.attach(background.pid())) {
            inferior.kill();
            assertThat(background.exitCode()).isEqualTo(128 + Signals.SIGKILL);
        }
    }

    @Test
    void closingIsAlwaysPossible() {
        try (Inferior inferior = Programs.launch(LOOP)) {
            inferior.close();
            inferior.close();
            assertThat(inferior.state()).isEqualTo(Inferior.State.GONE);
        }
        for (int i = 0; i < 30; i++) {
            try (Inferior inferior = Programs.launch(LOOP, "100")) {
                inferior.resume(Resumption.continueAll());
            }
        }
    }

    @Test
    void requestsFromManyThreadsWhileTheProcessEndsAllReturn() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            try (Inferior inferior = Programs.launch(LOOP, "2000")) {
                StopPoint point = Programs.breakpoint(inferior, LOOP, "work");
                AtomicBoolean unexpected = new AtomicBoolean();
                inferior.resume(Resumption.continueAll());
                Thread[] threads = new Thread[4];
                for (int t = 0; t < threads.length; t++) {
                    int number = t;
                    threads[t] = Thread.ofPlatform().start(() -> {
                        try {
                            while (inferior.state() != Inferior.State.GONE) {
                                switch (number) {
                                    case 0 -> inferior.memory().readUpTo(point.address(), 64);
                                    case 1 -> inferior.threads().forEach(InferiorThread::name);
                                    case 2 -> inferior.info().regions();
                                    default -> {
                                        unlessRefused(() -> inferior.plant(point, thread -> false));
                                        unlessRefused(() -> inferior.unplant(point));
                                    }
                                }
                            }
                        } catch (RuntimeException | Error e) {
                            unexpected.set(true);
                            throw e;
                        }
                    });
                }
                assertThat(Programs.next(inferior)).isEqualTo(new StopEvent.Exited(0));
                for (Thread thread : threads) {
                    thread.join();
                }
                assertThat(unexpected).isFalse();
            }
        }
    }

    @Test
    void whenTheDebuggerDiesWhatItLaunchedDies() throws IOException {
        DyingDebugger debugger = DyingDebugger.start("launch", ECHO.toString());
        int pid = debugger.debuggee();
        assertThat(Programs.state(pid)).isNotIn('-', 'Z');
        debugger.die();
        Programs.await(() -> "-Z".indexOf(Programs.state(pid)) >= 0);
    }

    @Test
    void whenTheDebuggerDiesWhatItAttachedToLives() throws IOException {
        try (Background background = Background.ready(ECHO)) {
            DyingDebugger debugger = DyingDebugger.start("attach", Integer.toString(background.pid()));
            assertThat(debugger.debuggee()).isEqualTo(background.pid());
            assertThat(Programs.tracerOf(background.pid())).isPositive();
            debugger.die();
            Programs.await(() -> Programs.tracerOf(background.pid()) == 0);
            background.type("hello\n");
            assertThat(background.line()).isEqualTo("got hello");
            background.endInput();
            assertThat(background.exitCode()).isEqualTo(7);
        }
    }

    /** A debugger in another JVM. */
    private record DyingDebugger(Process jvm, BufferedReader output) {
        static DyingDebugger start(String... arguments) throws IOException {
            Process jvm = new ProcessBuilder(ChildJvm.command(DebugAndWait.class, arguments))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new DyingDebugger(jvm, jvm.inputReader());
        }

        int debuggee() throws IOException {
            return Integer.parseInt(output.readLine());
        }

        void die() {
            jvm.destroyForcibly().onExit().join();
        }
    }
}
