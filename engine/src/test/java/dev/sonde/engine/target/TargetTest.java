package dev.sonde.engine.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.breakpoint.Catchpoint;
import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.Condition;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.breakpoint.Watchpoint;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Stdio;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.symbols.SymbolPlace;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The facade on real programs: breakpoints by name, watchpoints with values, libraries, exec. */
@Timeout(120)
class TargetTest {
    private static final Path LOOP = TestProgram.of("loop.c").compile();
    private static final Path GLOBALS = TestProgram.of("globals.c").compile();
    private static final long SYS_WRITE = 1;

    private static Target launch(Path program, String... arguments) {
        return Target.launch(LaunchOptions.of(program.toString(), arguments).withStdio(Stdio.pipes()));
    }

    private static LocationSpec function(String name) {
        return new LocationSpec.Function(name);
    }

    private static String place(Target target) {
        long pc = target.selectedThread().registers().readLong(Register.RIP);
        return target.modules().symbolize(pc).map(SymbolPlace::text).orElse("?");
    }

    private static List<StopReason> reasons(Stop stop) {
        assertThat(stop).isInstanceOf(Stop.Stopped.class);
        return ((Stop.Stopped) stop).reasons();
    }

    private static StopReason stepDone() {
        return new StopReason.Other(new StopCause.StepDone());
    }

    @Test
    void aFunctionIsStoppedAtBehindItsPrologue() throws InterruptedException {
        try (Target target = launch(LOOP, "2")) {
            CodeBreakpoint work = target.breakAt(function("work"));
            assertThat(reasons(target.resume())).containsExactly(new StopReason.BreakpointHit(work));
            assertThat(place(target)).isEqualTo("work+8");
            assertThat(reasons(target.resume())).containsExactly(new StopReason.BreakpointHit(work));
            assertThat(work.hits()).isEqualTo(2);
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
            assertThat(target.hasProcess()).isFalse();
        }
    }

    @Test
    void twoBreakpointsAtOneAddressShareTheSiteAndBothCount() throws InterruptedException {
        try (Target target = launch(LOOP, "3")) {
            CodeBreakpoint first = target.breakAt(function("work"));
            CodeBreakpoint second = target.breakAt(function("work"));
            assertThat(reasons(target.resume()))
                    .containsExactly(new StopReason.BreakpointHit(first), new StopReason.BreakpointHit(second));
            target.breakpoints().delete(first);
            assertThat(reasons(target.resume())).containsExactly(new StopReason.BreakpointHit(second));
            target.breakpoints().setEnabled(second, false);
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
        }
    }

    @Test
    void conditionsIgnoreCountsThreadsAndTemporaryBreakpoints() throws InterruptedException {
        try (Target target = launch(LOOP, "20")) {
            CodeBreakpoint work = target.breakAt(function("work"));
            work.setCondition(Optional.of(new Condition() {
                @Override
                public boolean holds(InferiorThread thread) {
                    return thread.registers().readLong(Register.RDI) % 2 == 1;
                }

                @Override
                public String text() {
                    return "$rdi % 2 == 1";
                }
            }));
            work.setIgnoreCount(2);
            target.resume();
            assertThat(target.selectedThread().registers().readLong(Register.RDI))
                    .isEqualTo(5);
            assertThat(work.hits()).isEqualTo(3);

            work.setTemporary(true);
            target.resume();
            assertThat(target.breakpoints().all()).isEmpty();

            CodeBreakpoint never = target.breakAt(function("work"));
            never.setThread(OptionalInt.of(1));
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
            assertThat(never.hits()).isZero();
        }
    }

    @Test
    void aWatchpointTellsTheValuesBeforeAndAfter() throws InterruptedException {
        try (Target target = launch(GLOBALS)) {
            target.breakAt(function("main"));
            target.resume();
            long counter = target.modules().symbolsNamed("counter").getFirst().start();
            Watchpoint watch = target.breakpoints().addWatchpoint("counter", counter, 8, Watchpoint.Mode.WRITE);
            assertThat(changes(target.resume())).containsExactly(1L, 5L);
            assertThat(place(target)).startsWith("set+");
            // The second call writes the same value, which is no change.
            assertThat(changes(target.resume())).containsExactly(5L, 7L);
            assertThat(watch.hits()).isEqualTo(2);
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
        }
    }

    private static List<Long> changes(Stop stop) {
        List<Long> values = new ArrayList<>();
        for (StopReason reason : reasons(stop)) {
            Watchpoint.Change change = ((StopReason.Watched) reason).change();
            values.add(word(change.before()));
            values.add(word(change.after()));
        }
        return values;
    }

    private static long word(Value value) {
        return ((Value.Scalar) value).bits();
    }

    @Test
    void aPendingBreakpointInALibraryHitsOnceItIsLoaded() throws InterruptedException, IOException {
        Path plugin = TestProgram.of("plugin.c").flags("-shared", "-fPIC").compile();
        Path loader = TestProgram.of("loader.c").flags("-ldl").compile();
        try (Target target = launch(loader, plugin.toString())) {
            CodeBreakpoint work = target.breakAt(function("plugin_work"));
            assertThat(work.isPending()).isTrue();
            assertThat(reasons(target.resume())).containsExactly(new StopReason.BreakpointHit(work));
            long pc = target.selectedThread().registers().readLong(Register.RIP);
            assertThat(target.modules().at(pc).orElseThrow().name()).isEqualTo(plugin.toString());
            assertThat(target.selectedThread().registers().readLong(Register.RDI))
                    .isEqualTo(21);
            var streams = target.inferior().streams();
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
            assertThat(new String(streams.output().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("plugin says 42\n");
            assertThat(work.isPending()).isTrue();
        }
    }

    @Test
    void steppingOverACallComesBackToTheSameFrameInARecursion() throws InterruptedException {
        Path recursion = TestProgram.of("recursion.c").compile();
        try (Target target = launch(recursion)) {
            CodeBreakpoint factorial = target.breakAt(function("factorial"));
            target.resume();
            target.breakpoints().delete(factorial);
            long sp = target.selectedThread().registers().readLong(Register.RSP);
            String place = place(target);
            while (!place.startsWith("main")) {
                Stop stop = target.nextInstructions(target.selectedThread(), 1);
                assertThat(reasons(stop)).containsExactly(stepDone());
                place = place(target);
                assertThat(target.selectedThread().registers().readLong(Register.RSP))
                        .as("never in a deeper frame, at " + place)
                        .isGreaterThanOrEqualTo(sp - 64);
            }
            assertThat(target.selectedThread().registers().readLong(Register.RAX))
                    .isEqualTo(3628800);
        }
    }

    @Test
    void aBreakpointInsideACallThatIsSteppedOverStops() throws InterruptedException {
        Path recursion = TestProgram.of("recursion.c").compile();
        try (Target target = launch(recursion)) {
            target.breakAt(function("main"));
            target.resume();
            CodeBreakpoint factorial = target.breakAt(function("factorial"));
            Stop stop = target.nextInstructions(target.selectedThread(), 100);
            assertThat(reasons(stop)).containsExactly(new StopReason.BreakpointHit(factorial));
            assertThat(target.breakpoints().all()).hasSize(2);
        }
    }

    @Test
    void systemCallsAreCaughtAtEntryAndExit() throws InterruptedException {
        try (Target target = launch(GLOBALS)) {
            Catchpoint write = target.breakpoints().addCatchpoint(new Catchpoint.Event.Syscall(Set.of(SYS_WRITE)));
            StopReason.Caught entry =
                    (StopReason.Caught) reasons(target.resume()).getFirst();
            assertThat(entry.catchpoint()).isEqualTo(write);
            assertThat(entry.cause()).isInstanceOfSatisfying(StopCause.SyscallEntry.class, e -> {
                assertThat(e.number()).isEqualTo(SYS_WRITE);
                assertThat(e.arguments().get(2)).isEqualTo(2);
            });
            StopReason.Caught exit =
                    (StopReason.Caught) reasons(target.resume()).getFirst();
            assertThat(exit.cause())
                    .isInstanceOfSatisfying(
                            StopCause.SyscallExit.class,
                            e -> assertThat(e.result()).isEqualTo(2));
            target.breakpoints().delete(write);
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
        }
    }

    @Test
    void breakpointsAreFoundAgainInTheProgramThatExecRuns() throws InterruptedException {
        Path execer = TestProgram.of("execer.c").compile();
        try (Target target = launch(execer, LOOP.toString(), "2")) {
            CodeBreakpoint work = target.breakAt(function("work"));
            target.resume();
            assertThat(target.executable()).contains(execer);
            target.resume();
            assertThat(target.executable()).contains(LOOP);
            assertThat(target.selectedThread().registers().readLong(Register.RDI))
                    .isZero();
            target.resume();
            assertThat(work.hits()).isEqualTo(3);
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
        }
    }

    @Test
    void breakpointsOutliveTheProcess() throws InterruptedException, IOException {
        try (Target target = new Target()) {
            target.load(LOOP);
            CodeBreakpoint work = target.breakAt(function("work"));
            assertThat(work.locations()).hasSize(1);
            for (int run = 0; run < 2; run++) {
                target.start(LaunchOptions.of(LOOP.toString(), "1").withStdio(Stdio.pipes()));
                assertThat(reasons(target.resume())).containsExactly(new StopReason.BreakpointHit(work));
                assertThat(work.hits()).isEqualTo(1);
                String text = target.hasProcess() ? place(target) : "";
                assertThat(text).isEqualTo("work+8");
                assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
            }
        }
    }

    @Test
    void whatCannotBeDoneIsSaidAndHarmsNothing() throws InterruptedException, IOException {
        try (Target target = launch(LOOP, "1")) {
            assertThatThrownBy(() -> target.breakAt(new LocationSpec.Address(16)))
                    .isInstanceOf(DebugException.class)
                    .hasMessageContaining("Cannot insert a breakpoint at 0x10");
            assertThat(target.breakpoints().all()).isEmpty();
            long rsp = target.selectedThread().registers().readLong(Register.RSP);
            for (int i = 0; i < 4; i++) {
                target.breakpoints().addWatchpoint("w" + i, rsp + 8L * i, 8, Watchpoint.Mode.ACCESS);
            }
            assertThatThrownBy(() -> target.breakpoints().addWatchpoint("w4", rsp + 64, 8, Watchpoint.Mode.WRITE))
                    .isInstanceOf(DebugException.class)
                    .hasMessageContaining("4 debug registers");
            List.copyOf(target.breakpoints().all()).forEach(target.breakpoints()::delete);
            assertThatThrownBy(() -> target.start(LaunchOptions.of(LOOP.toString())))
                    .isInstanceOf(DebugException.class)
                    .hasMessageContaining("debugged already");
            var streams = target.inferior().streams();
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
            assertThat(new String(streams.output().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("sum 0\n");
            assertThatThrownBy(target::inferior).hasMessage("The program is not being run.");
        }
        Target missing = new Target();
        assertThatThrownBy(() -> missing.load(Path.of("/nonexistent"))).hasMessageContaining("No such file");
        assertThatThrownBy(() -> missing.load(Path.of("/etc/passwd"))).hasMessageContaining("not in executable format");
    }
}
