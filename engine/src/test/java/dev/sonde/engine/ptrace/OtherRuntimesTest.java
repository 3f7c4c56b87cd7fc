package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.target.Stop;
import dev.sonde.engine.target.StopReason;
import dev.sonde.engine.target.Target;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.testprograms.TestProgram;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Programs whose runtimes make threads of their own: Go's, which interrupts them by SIGURG all the time and has stacks that
 * the kernel knows nothing of, and Rust's.
 */
@Timeout(120)
@ExtendWith(NoChildLeft.class)
class OtherRuntimesTest {
    private static final int STOPS = 10;

    @ParameterizedTest
    @CsvSource({"goroutines.go, main.work, main.main.func1", "spinning.rs, spinning::work, spinning::main"})
    void attachBreakAndLetGoUnharmed(String source, String function, String caller) throws InterruptedException {
        TestProgram program = TestProgram.of(source);
        assumeTrue(program.canCompile(), "there is no compiler for " + source);
        try (Background running = Background.ready(program.compile())) {
            try (Target target = new Target()) {
                target.attachTo(running.pid());
                assertThat(target.inferior().threads()).hasSizeGreaterThan(1);
                target.breakAt(new LocationSpec.Function(function));
                for (int i = 0; i < STOPS; i++) {
                    Stop stop = target.resume();
                    // Nothing else stops it, its own signals least of all.
                    assertThat(stop).isInstanceOf(Stop.Stopped.class);
                    Stop.Stopped stopped = (Stop.Stopped) stop;
                    assertThat(stopped.reasons()).allMatch(reason -> reason instanceof StopReason.BreakpointHit);
                    List<Frame> frames = target.backtrace(stopped.thread()).frames(2);
                    assertThat(frames.get(0).source().orElseThrow().function()).isEqualTo(function);
                    assertThat(frames.get(1).source().orElseThrow().function()).startsWith(caller);
                }
                for (InferiorThread thread : target.inferior().threads()) {
                    assertThat(target.backtrace(thread).frames(1)).hasSize(1);
                }
            }
            running.type("\n");
            assertThat(running.line()).isEqualTo("wrong 0");
            assertThat(running.line()).isEqualTo("exit 0");
        }
    }
}
