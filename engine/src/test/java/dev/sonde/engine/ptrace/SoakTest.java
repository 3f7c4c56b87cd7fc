package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.target.LineStep;
import dev.sonde.engine.target.Stop;
import dev.sonde.engine.target.StopReason;
import dev.sonde.engine.target.Target;
import dev.sonde.testprograms.TestProgram;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Debugs a program that starts and ends threads, forks and loads libraries all the time, for as many seconds as {@code
 * -Dsonde.soak.seconds} says: the program's own results are right at the end.
 */
@Timeout(3600)
@ExtendWith(NoChildLeft.class)
class SoakTest {
    private static final int SECONDS = Integer.getInteger("sonde.soak.seconds", 5);
    private static final long SEED = Long.getLong("sonde.soak.seed", System.nanoTime());
    private static final LocationSpec ANSWER = new LocationSpec.Function("answer", "");
    private static final LocationSpec PLUGIN = new LocationSpec.Function("plugin_work", "");

    private final Random random = new Random(SEED);

    @Test
    void aProgramInTurmoilIsRightHoweverItIsDebugged() throws Exception {
        Path plugin = TestProgram.of("plugin.c").flags("-g", "-shared", "-fPIC").compile();
        Path turmoil = TestProgram.of("turmoil.c").flags("-g", "-pthread").compile();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        try (Background program = Background.ready(turmoil, plugin.toString())) {
            int sessions = 0;
            while (System.nanoTime() < end) {
                try (Target target = new Target()) {
                    target.attachTo(program.pid());
                    debug(target);
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError("session " + sessions + " of seed " + SEED, e);
                }
                sessions++;
            }
            program.endInput();
            assertThat(program.line()).as("seed " + SEED).isEqualTo("all right");
            assertThat(program.line()).as("seed " + SEED).isEqualTo("code intact");
            assertThat(program.exitCode()).isZero();
            assertThat(sessions).isPositive();
        }
    }

    private void debug(Target target) throws Exception {
        CodeBreakpoint answer = target.breakAt(ANSWER);
        if (random.nextBoolean()) {
            target.breakAt(PLUGIN);
        }
        int stops = random.nextInt(4);
        for (int i = 0; i < stops; i++) {
            Stop stop = target.resume();
            assertThat(stop).isInstanceOf(Stop.Stopped.class);
            look(target, (Stop.Stopped) stop);
        }
        switch (random.nextInt(4)) {
            case 0 -> target.breakpoints().delete(answer);
            case 1 -> target.hardwareBreakAt(ANSWER);
            case 2 -> target.breakpoints().setEnabled(answer, false);
            default -> {}
        }
        if (random.nextBoolean()) {
            runAndInterrupt(target);
        }
    }

    private void look(Target target, Stop.Stopped stopped) throws InterruptedException {
        assertThat(stopped.reasons()).first().isInstanceOf(StopReason.BreakpointHit.class);
        target.inferior().threads().forEach(thread -> {
            if (thread.isStopped()) {
                assertThat(target.backtrace(thread).innermost().pc()).isNotZero();
            }
        });
        int steps = random.nextInt(4);
        for (int i = 0;
                i < steps && target.inferior().thread(stopped.thread().tid()).isPresent();
                i++) {
            Stop stop = switch (random.nextInt(3)) {
                case 0 -> target.step(stopped.thread(), LineStep.OVER);
                case 1 -> target.step(stopped.thread(), LineStep.INTO);
                default -> target.stepInstructions(stopped.thread(), 1 + random.nextInt(20));
            };
            assertThat(stop).isInstanceOf(Stop.Stopped.class);
        }
    }

    private void runAndInterrupt(Target target) throws Exception {
        FutureTask<Stop> run = new FutureTask<>(target::resume);
        Thread runner = Thread.ofPlatform().start(run);
        Stop stop = null;
        while (stop == null) {
            target.interrupt(); // it may not have begun to run
            try {
                stop = run.get(1, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                assertThat(runner.isAlive() || run.isDone()).isTrue();
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause());
            }
        }
        assertThat(stop).isInstanceOf(Stop.Stopped.class);
    }
}
