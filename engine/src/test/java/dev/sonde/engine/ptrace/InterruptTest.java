package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stopping a running process from another Java thread, and reaching it while it runs. */
@Timeout(120)
@ExtendWith(NoChildLeft.class)
@OnEachBackend
class InterruptTest {
    private final Backend backend;

    InterruptTest(Backend backend) {
        this.backend = backend;
    }

    private static final Path SLEEPERS =
            TestProgram.of("sleepers.c").flags("-pthread").compile();
    private static final Path BUSY = TestProgram.of("busy.c").flags("-pthread").compile();
    private static final Path LOOP = TestProgram.of("loop.c").compile();

    @Test
    void manySleepingThreadsAreStoppedTogetherAndSleepOn() {
        try (Inferior inferior = backend.launch(SLEEPERS, "100")) {
            inferior.resume(Resumption.continueAll());
            assertThat(Programs.line(inferior)).isEqualTo("ready");
            for (int i = 0; i < 10; i++) {
                inferior.interrupt();
                assertThat(Programs.causes(Programs.next(inferior))).containsExactly(new StopCause.Interrupted());
                assertThat(inferior.threads()).hasSize(101).allMatch(InferiorThread::isStopped);
                inferior.resume(Resumption.continueAll());
            }
        }
    }

    @Test
    void manyBusyThreadsAreStoppedAtAnyMoment() {
        try (Inferior inferior = backend.launch(BUSY, "8")) {
            AtomicLong hits = new AtomicLong();
            StopPoint turn = Programs.breakpoint(inferior, BUSY, "turn");
            inferior.resume(Resumption.continueAll());
            assertThat(Programs.line(inferior)).isEqualTo("ready");
            inferior.plant(turn, thread -> {
                hits.incrementAndGet();
                return false;
            });
            for (int i = 0; i < 100; i++) {
                inferior.interrupt();
                StopEvent event = Programs.next(inferior);
                assertThat(Programs.causes(event)).containsExactly(new StopCause.Interrupted());
                inferior.resume(Resumption.continueAll());
            }
            assertThat(hits.get()).isPositive();
            Programs.endInput(inferior);
            inferior.interrupt();
            Programs.next(inferior);
            inferior.unplant(turn);
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("code intact\n");
        }
    }

    @Test
    void breakpointsComeAndGoWhileThreadsRunIntoThem() {
        try (Inferior inferior = backend.launch(BUSY, "6")) {
            inferior.resume(Resumption.continueAll());
            assertThat(Programs.line(inferior)).isEqualTo("ready");
            StopPoint point = Programs.breakpoint(inferior, BUSY, "turn");
            byte[] code = inferior.memory().readBytes(point.address(), 16);
            for (int i = 0; i < 150; i++) {
                AtomicLong hits = new AtomicLong();
                inferior.plant(point, thread -> {
                    hits.incrementAndGet();
                    return false;
                });
                assertThat(inferior.memory().readBytes(point.address(), 16)).isEqualTo(code);
                if (i % 2 == 0) {
                    Programs.await(() -> hits.get() > 0);
                }
                inferior.unplant(point);
                assertThat(inferior.memory().readBytes(point.address(), 16)).isEqualTo(code);
            }
            Programs.endInput(inferior);
            assertThat(Programs.next(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("code intact\n");
        }
    }

    @Test
    void watchpointsComeAndGoWhileThreadsRunIntoThem() {
        try (Inferior inferior = backend.launch(BUSY, "4")) {
            inferior.resume(Resumption.continueAll());
            assertThat(Programs.line(inferior)).isEqualTo("ready");
            StopPoint point =
                    new StopPoint.Access(Programs.symbol(inferior, BUSY, "turns"), 8, StopPoint.Access.Kind.WRITE);
            StopPoint code = Programs.hardware(inferior, BUSY, "turn");
            for (int i = 0; i < 60; i++) {
                AtomicLong hits = new AtomicLong();
                inferior.plant(i % 2 == 0 ? point : code, thread -> {
                    hits.incrementAndGet();
                    return false;
                });
                Programs.await(() -> hits.get() > 0);
                inferior.unplant(i % 2 == 0 ? point : code);
            }
            Programs.endInput(inferior);
            assertThat(Programs.next(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("code intact\n");
        }
    }

    @Test
    void memoryIsReadAndWrittenWhileTheProcessRuns() {
        try (Inferior inferior = backend.launch(BUSY, "2")) {
            inferior.resume(Resumption.continueAll());
            Programs.line(inferior);
            long turns = Programs.symbol(inferior, BUSY, "turns");
            long before = inferior.memory().readLong(turns);
            Programs.await(() -> inferior.memory().readLong(turns) > before);
            inferior.memory().writeBytes(Programs.symbol(inferior, BUSY, "over"), new byte[] {1});
            Programs.endInput(inferior);
            assertThat(Programs.next(inferior)).isEqualTo(new StopEvent.Exited(0));
        }
    }

    @Test
    void whatNeedsAStoppedProcessIsRefusedWhileItRuns() {
        try (Inferior inferior = backend.launch(SLEEPERS, "1")) {
            inferior.resume(Resumption.continueAll());
            Programs.line(inferior);
            assertThat(inferior.state()).isEqualTo(Inferior.State.RUNNING);
            InferiorThread thread = inferior.threads().getFirst();
            assertThatThrownBy(thread::registers)
                    .isInstanceOf(DebugException.class)
                    .hasMessageContaining("is running");
            assertThatThrownBy(() -> inferior.resume(Resumption.continueAll()))
                    .isInstanceOf(DebugException.class)
                    .hasMessageContaining("is running");
            try {
                assertThat(inferior.waitForStop(Duration.ZERO)).isEmpty();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void aThreadInASystemCallCanBeSentElsewhere() {
        for (int i = 0; i < 10; i++) {
            try (Inferior inferior = backend.launch(SLEEPERS, "0")) {
                inferior.resume(Resumption.continueAll());
                Programs.line(inferior);
                inferior.interrupt();
                InferiorThread thread = Programs.thread(Programs.next(inferior));
                // The kernel would restart the system call by moving the pc two bytes back.
                thread.registers().writeLong(Register.RIP, Programs.symbol(inferior, SLEEPERS, "escape"));
                long stack = thread.registers().readLong(Register.RSP);
                thread.registers().writeLong(Register.RSP, (stack - 256 & ~15) - 8);
                assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(42));
            }
        }
    }

    @Test
    void interruptsThatComeTooLateDoNothing() {
        for (int i = 0; i < 50; i++) {
            try (Inferior inferior = backend.launch(LOOP, "100")) {
                inferior.interrupt();
                inferior.resume(Resumption.continueAll());
                inferior.interrupt();
                StopEvent event = Programs.next(inferior);
                if (event instanceof StopEvent.Stopped) {
                    event = Programs.run(inferior);
                }
                assertThat(event).isEqualTo(new StopEvent.Exited(0));
                inferior.interrupt();
            }
        }
    }

    @Test
    void aStopThatNobodyWaitedForIsNotToldAfterTheNextResume() {
        try (Inferior inferior = backend.launch(LOOP, "3")) {
            StopPoint point = Programs.breakpoint(inferior, LOOP, "work");
            inferior.plant(point, thread -> true);
            inferior.resume(Resumption.continueAll());
            Programs.await(() -> inferior.state() == Inferior.State.STOPPED);
            inferior.unplant(point);
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
        }
    }

    @Test
    void childrenOfOthersInThisJvmAreLeftToThem() throws IOException, InterruptedException {
        try (Inferior inferior = backend.launch(BUSY, "2")) {
            inferior.resume(Resumption.continueAll());
            Programs.line(inferior);
            for (int i = 0; i < 20; i++) {
                Process foreign = new ProcessBuilder("sh", "-c", "exit " + (i + 3)).start();
                assertThat(foreign.waitFor()).isEqualTo(i + 3);
            }
            Programs.endInput(inferior);
            assertThat(Programs.next(inferior)).isEqualTo(new StopEvent.Exited(0));
        }
    }

    @Test
    void aChildThatTheTracerThreadItselfStartedIsLeftToJava() throws InterruptedException {
        try (Inferior inferior = backend.launch(BUSY, "2")) {
            inferior.resume(Resumption.continueAll());
            Programs.line(inferior);
            AtomicReference<Process> started = new AtomicReference<>();
            inferior.plant(Programs.breakpoint(inferior, BUSY, "turn"), thread -> {
                if (started.get() == null) {
                    try {
                        started.set(new ProcessBuilder("sh", "-c", "exit 9").start());
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }
                return false;
            });
            Programs.await(() -> started.get() != null);
            assertThat(started.get().waitFor()).isEqualTo(9);
            inferior.unplant(Programs.breakpoint(inferior, BUSY, "turn"));
            Programs.endInput(inferior);
            assertThat(Programs.next(inferior)).isEqualTo(new StopEvent.Exited(0));
        }
    }
}
