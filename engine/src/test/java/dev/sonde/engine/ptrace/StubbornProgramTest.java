package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.testprograms.TestProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that block or ignore SIGTRAP, filter system calls, or use ptrace themselves, are debugged like others. */
@Timeout(120)
@ExtendWith(NoChildLeft.class)
class StubbornProgramTest {
    private static final Path STUBBORN = TestProgram.of("stubborn.c").compile();

    /** EPERM for a second tracer; EACCES from the filter; the exit code of the child that the program traces. */
    @ParameterizedTest
    @CsvSource({"blocks, 0", "ignores, 0", "traceme, 1", "seccomp, 13", "traces, 41"})
    void breakpointsAndStepsWork(String mode, int found) {
        try (Inferior inferior = Programs.launch(STUBBORN, mode)) {
            StopPoint point = Programs.breakpoint(inferior, STUBBORN, "tick");
            inferior.plant(point, thread -> true);
            for (int i = 0; i < 5; i++) {
                StopEvent event = Programs.run(inferior);
                assertThat(Programs.causes(event)).containsExactly(new StopCause.Hit(point));
                int tid = Programs.thread(event).tid();
                event = Programs.run(inferior, Resumption.stepOnly(tid));
                assertThat(Programs.causes(event)).containsExactly(new StopCause.StepDone());
            }
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("ticks 5 found " + found + "\n");
        }
    }
}
