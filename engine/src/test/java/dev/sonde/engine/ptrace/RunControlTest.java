package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.StepControl;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.testprograms.TestProgram;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Running, stopping and stepping, on real processes. */
@Timeout(120)
@OnEachBackend
class RunControlTest {
    private final Backend backend;

    RunControlTest(Backend backend) {
        this.backend = backend;
    }

    private static final Path LOOP = TestProgram.of("loop.c").compile();
    private static final Path THREADS =
            TestProgram.of("threads.c").flags("-pthread").compile();
    private static final Path SIGNALS = TestProgram.of("signals.c").compile();

    @Test
    void aLaunchedProgramRunsToItsEnd() {
        Path hello = TestProgram.of("hello.c").compile();
        try (Inferior inferior = backend.launch(hello, "sonde", "x")) {
            inferior.resume(Resumption.continueAll());
            assertThat(Programs.next(inferior)).isEqualTo(new StopEvent.Exited(2));
            assertThat(Programs.output(inferior)).isEqualTo("hello from sonde\n");
            assertThat(inferior.state()).isEqualTo(Inferior.State.GONE);
        }
    }

    @Test
    void aBreakpointStopsWithThePcOnItAndTheProgramGoesOnWhole() {
        try (Inferior inferior = backend.launch(LOOP, "3")) {
            StopPoint work = Programs.breakpoint(inferior, LOOP, "work");
            inferior.plant(work, thread -> true);
            for (int i = 0; i < 3; i++) {
                inferior.resume(Resumption.continueAll());
                StopEvent.Stopped stop = (StopEvent.Stopped) Programs.next(inferior);
                assertThat(stop.first().causes()).containsExactly(new StopCause.Hit(work));
                assertThat(stop.first().thread().registers().readLong(Register.RIP))
                        .isEqualTo(work.address());
                assertThat(stop.first().thread().registers().readLong(Register.RDI))
                        .isEqualTo(i);
            }
            inferior.resume(Resumption.continueAll());
            assertThat(Programs.next(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("sum 3\n");
        }
    }

    @Test
    void aFilterThatSaysNoIsNeverSeen() {
        AtomicLong hits = new AtomicLong();
        try (Inferior inferior = backend.launch(LOOP, "20000")) {
            inferior.plant(Programs.breakpoint(inferior, LOOP, "work"), thread -> {
                hits.incrementAndGet();
                return false;
            });
            inferior.resume(Resumption.continueAll());
            assertThat(Programs.next(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("sum 199990000\n");
            assertThat(hits).hasValue(20000);
        }
    }

    @Test
    void eachOf200ThreadsHitsTheBreakpointOnce() {
        try (Inferior inferior = backend.launch(THREADS, "200")) {
            StopPoint hit = Programs.breakpoint(inferior, THREADS, "hit");
            inferior.plant(hit, thread -> true);
            Set<Long> numbers = new HashSet<>();
            Set<Integer> threads = new HashSet<>();
            inferior.resume(Resumption.continueAll());
            StopEvent event = Programs.next(inferior);
            int hits = 0;
            while (event instanceof StopEvent.Stopped stopped) {
                for (StopEvent.ThreadStop stop : stopped.stops()) {
                    assertThat(stop.causes()).containsExactly(new StopCause.Hit(hit));
                    numbers.add(stop.thread().registers().readLong(Register.RDI));
                    threads.add(stop.thread().tid());
                    hits++;
                }
                inferior.resume(Resumption.continueAll());
                event = Programs.next(inferior);
            }
            assertThat(event).isEqualTo(new StopEvent.Exited(0));
            assertThat(hits).isEqualTo(200);
            assertThat(numbers).hasSize(200);
            assertThat(threads).hasSize(200);
            assertThat(Programs.output(inferior)).isEqualTo("total 20100\n");
        }
    }

    @Test
    void everySignalOfAStormIsDeliveredWhileABreakpointIsHit() {
        AtomicLong hits = new AtomicLong();
        try (Inferior inferior = backend.launch(SIGNALS, "10000")) {
            inferior.plant(Programs.breakpoint(inferior, SIGNALS, "tick"), thread -> {
                hits.incrementAndGet();
                return false;
            });
            inferior.catching(Policies.passing("SIGUSR1"));
            inferior.resume(Resumption.continueAll());
            assertThat(Programs.next(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("delivered 10000 of 10000\n");
            assertThat(hits).hasValue(10000);
        }
    }

    @Test
    void stepsMoveOneInstructionEach() {
        try (Inferior inferior = backend.launch(LOOP, "1")) {
            StopPoint work = Programs.breakpoint(inferior, LOOP, "work");
            inferior.plant(work, thread -> true);
            inferior.resume(Resumption.continueAll());
            StopEvent.Stopped stop = (StopEvent.Stopped) Programs.next(inferior);
            int tid = stop.first().thread().tid();
            inferior.resume(Resumption.stepOnly(tid));
            StopEvent.Stopped stepped = (StopEvent.Stopped) Programs.next(inferior);
            assertThat(stepped.first().causes()).containsExactly(new StopCause.StepDone());
            assertThat(stepped.first().thread().registers().readLong(Register.RIP))
                    .isEqualTo(work.address() + 1);

            inferior.resume(
                    Resumption.only(tid, new ThreadAction.Step(SignalDelivery.pending(), StepControl.times(1000))));
            StopEvent.Stopped thousand = (StopEvent.Stopped) Programs.next(inferior);
            assertThat(thousand.first().causes()).containsExactly(new StopCause.StepDone());
        }
    }
}
