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
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.testprograms.TestProgram;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that stop and go on each for itself. */
@Timeout(120)
@ExtendWith(NoChildLeft.class)
class NonStopTest {
    private static final Path WALKERS =
            TestProgram.of("walkers.c").flags("-pthread").compile();

    private static long counter(Inferior inferior, int walker) {
        return inferior.memory().readLong(Programs.symbol(inferior, WALKERS, "counters") + 8L * walker);
    }

    /** Runs until walker 1 is stopped in tick, alone. */
    private static InferiorThread stopWalker(Inferior inferior, AtomicLong passed) {
        inferior.nonStop(true);
        inferior.plant(Programs.breakpoint(inferior, WALKERS, "tick"), thread -> {
            passed.incrementAndGet();
            return thread.registers().readLong(Register.RDI) == 1;
        });
        StopEvent.Stopped stopped = Programs.runToStop(inferior);
        assertThat(stopped.stops()).hasSize(1);
        return stopped.first().thread();
    }

    private static void awaitProgress(Inferior inferior) {
        long before = counter(inferior, 0);
        Programs.await(() -> counter(inferior, 0) > before + 3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneThreadIsStoppedWhileAnotherRunsThroughTheSameBreakpoint(boolean emulated) {
        AtomicLong passed = new AtomicLong();
        try (Inferior inferior =
                emulated ? Programs.launch(WALKERS) : PtraceBackend.launchWithoutEmulation(Programs.options(WALKERS))) {
            InferiorThread thread = stopWalker(inferior, passed);
            assertThat(inferior.state()).isEqualTo(Inferior.State.RUNNING);
            assertThat(thread.isStopped()).isTrue();
            long before = counter(inferior, 1);
            awaitProgress(inferior);
            assertThat(counter(inferior, 1)).isEqualTo(before);
            assertThat(thread.registers().readLong(Register.RDI)).isEqualTo(1);
            inferior.interrupt();
            StopEvent.Stopped first = Programs.stopped(Programs.next(inferior));
            StopEvent.Stopped second = Programs.stopped(Programs.next(inferior));
            assertThat(first.first().causes()).containsExactly(new StopCause.Interrupted());
            assertThat(second.first().causes()).containsExactly(new StopCause.Interrupted());
            assertThat(inferior.state()).isEqualTo(Inferior.State.STOPPED);
            // Every call was seen: nobody ran past the byte while another was stepped over it. One may be under way.
            assertThat(passed.get() - counter(inferior, 0) - counter(inferior, 1))
                    .isBetween(0L, 2L);
        }
    }

    @Test
    void aStoppedThreadIsSteppedWhileOthersRun() {
        try (Inferior inferior = Programs.launch(WALKERS)) {
            InferiorThread thread = stopWalker(inferior, new AtomicLong());
            for (int i = 0; i < 20; i++) {
                StopEvent.Stopped stopped = Programs.stopped(Programs.run(inferior, Resumption.stepOnly(thread.tid())));
                assertThat(stopped.first().thread()).isSameAs(thread);
                assertThat(stopped.first().causes()).contains(new StopCause.StepDone());
                assertThat(inferior.state()).isEqualTo(Inferior.State.RUNNING);
            }
            awaitProgress(inferior);
        }
    }

    @Test
    void oneThreadIsInterruptedAndGoesOn() {
        try (Inferior inferior = Programs.launch(WALKERS)) {
            InferiorThread stopped = stopWalker(inferior, new AtomicLong());
            InferiorThread walker = inferior.threads().stream()
                    .filter(thread -> !thread.equals(stopped) && thread.tid() != inferior.pid())
                    .findFirst()
                    .orElseThrow();
            assertThatThrownBy(walker::registers)
                    .isInstanceOf(DebugException.class)
                    .hasMessage("Selected thread is running.");
            inferior.interrupt(walker);
            StopEvent.Stopped event = Programs.stopped(Programs.next(inferior));
            assertThat(event.first())
                    .isEqualTo(new StopEvent.ThreadStop(walker, event.first().causes()));
            assertThat(event.first().causes()).containsExactly(new StopCause.Interrupted());
            long at = counter(inferior, 0);
            assertThat(walker.registers().readLong(Register.RIP)).isNotZero();
            assertThat(counter(inferior, 0)).isEqualTo(at);
            inferior.resume(Resumption.only(walker.tid(), ThreadAction.run()));
            awaitProgress(inferior);
            assertThat(stopped.isStopped()).isTrue();
        }
    }

    @Test
    void aProcessOfWhichOnlySomeThreadsRunIsKilled() {
        Inferior inferior = Programs.launch(WALKERS);
        int pid = inferior.pid();
        stopWalker(inferior, new AtomicLong());
        StopPoint.Execute point = Programs.breakpoint(inferior, WALKERS, "tick");
        inferior.unplant(point);
        inferior.kill();
        assertThat(Programs.state(pid)).isIn('-', 'X');
    }
}
