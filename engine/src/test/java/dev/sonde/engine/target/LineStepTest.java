package dev.sonde.engine.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.ProgramStreams;
import dev.sonde.engine.inferior.Stdio;
import dev.sonde.engine.symbols.SourceLocation;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.testprograms.TestProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps by lines: what they stop at, and what they must not be led astray by. */
@Timeout(120)
class LineStepTest {
    private static final Path STEPPING =
            TestProgram.of("stepping.c").flags("-O0").compile();
    private static final Path SHAPES = TestProgram.of("shapes.cc").flags("-O0").compile();
    private static final Path INLINING =
            TestProgram.of("inlining.c").flags("-O1").compile();
    private static final Path CONTENDED =
            TestProgram.of("contended.c").flags("-O0").compile();

    private static Target at(Path program, LocationSpec place, String... arguments) throws InterruptedException {
        Target target =
                Target.launch(LaunchOptions.of(program.toString(), arguments).withStdio(Stdio.pipes()));
        target.signals().handle(List.of("SIGUSR1", "nostop", "noprint", "pass"));
        CodeBreakpoint breakpoint = target.breakAt(place);
        assertThat(target.resume()).isInstanceOf(Stop.Stopped.class);
        target.breakpoints().delete(breakpoint);
        return target;
    }

    private static LocationSpec line(String file, int line) {
        return new LocationSpec.Line(file, line);
    }

    private static LocationSpec function(String name) {
        return new LocationSpec.Function(name);
    }

    private static void step(Target target, LineStep kind) throws InterruptedException {
        Stop stop = target.step(target.selectedThread(), kind);
        assertThat(stop).isInstanceOf(Stop.Stopped.class);
        assertThat(((Stop.Stopped) stop).reasons()).hasSize(1).allMatch(StopReason.Stepped.class::isInstance);
    }

    /** Such as {@code main:58}. */
    private static String place(Target target) {
        SourceLocation place = target.selectedFrame().source().orElseThrow();
        return place.function() + ":" + place.line();
    }

    @Test
    void aLoopInOneLineRunsAtFullSpeed() throws InterruptedException {
        // Stepped one by one, so many instructions would take minutes.
        try (Target target = at(STEPPING, function("loops"), "20000000")) {
            step(target, LineStep.OVER);
            assertThat(place(target)).isEqualTo("loops:48");
        }
    }

    @Test
    void aLoopWithCallsRunsAtFullSpeedToo() throws InterruptedException {
        try (Target target = at(STEPPING, line("stepping.c", 50), "3000000")) {
            step(target, LineStep.OVER);
            assertThat(place(target)).isEqualTo("loops:51");
        }
    }

    @Test
    void aStepIntoIsNotSlowedDownByCallsOfCodeWithoutLines() throws InterruptedException {
        Path program = TestProgram.of("unlined.c").flags("-O0").compile();
        try (Target target = at(program, line("unlined.c", 24), "20000000")) {
            assertThat(target.modules().functionsNamed("plain"))
                    .as("the function that is called")
                    .hasSize(1)
                    .noneMatch(plain -> target.modules().lineAt(plain.address()).isPresent());
            step(target, LineStep.INTO);
            assertThat(place(target)).isEqualTo("main:25");
        }
    }

    @Test
    void stepsStayInTheirCallOfARecursiveFunction() throws InterruptedException {
        try (Target target = at(STEPPING, function("factorial"))) {
            Frame start = target.selectedFrame();
            long cfa = start.cfa().orElseThrow();
            for (String expected : List.of("factorial:15", "factorial:16", "factorial:17")) {
                step(target, LineStep.OVER);
                assertThat(place(target)).isEqualTo(expected);
                assertThat(target.selectedFrame().cfa()).hasValue(cfa);
            }
            step(target, LineStep.OVER);
            assertThat(place(target)).isEqualTo("main:57");
        }
    }

    @Test
    void aRecursionWithinOneLineIsSteppedOver() throws InterruptedException {
        try (Target target = at(STEPPING, function("one_line"))) {
            step(target, LineStep.OVER);
            assertThat(place(target)).isEqualTo("main:58");
        }
    }

    @Test
    void whatIsEnteredIsEnteredBehindItsPrologue() throws InterruptedException {
        try (Target target = at(STEPPING, function("main"))) {
            step(target, LineStep.INTO);
            assertThat(place(target)).isEqualTo("factorial:13");
            assertThat(target.backtrace().frames(2)).hasSize(2);
        }
    }

    @Test
    void aBreakpointInACallStopsTheStep() throws InterruptedException {
        try (Target target = at(STEPPING, function("main"))) {
            CodeBreakpoint inside = target.breakAt(line("stepping.c", 14));
            Stop stop = target.step(target.selectedThread(), LineStep.OVER);
            assertThat(((Stop.Stopped) stop).reasons()).containsExactly(new StopReason.BreakpointHit(inside));
            assertThat(target.backtrace().frames(4)).hasSize(4);
        }
    }

    @Test
    void aSignalInACallStopsTheStepIfItIsToStop() throws InterruptedException {
        try (Target target = at(STEPPING, line("stepping.c", 61))) {
            target.signals().handle(List.of("SIGUSR1", "stop", "print"));
            Stop stop = target.step(target.selectedThread(), LineStep.OVER);
            assertThat(((Stop.Stopped) stop).reasons())
                    .hasSize(1)
                    .allMatch(reason -> reason.toString().contains("Signalled"));
            step(target, LineStep.INTO);
            assertThat(place(target)).isEqualTo("on_signal:36");
        }
    }

    @Test
    void aHandlerRunsToItsEndUnseen() throws InterruptedException {
        try (Target target = at(STEPPING, line("stepping.c", 61))) {
            step(target, LineStep.OVER);
            assertThat(place(target)).isEqualTo("main:62");
        }
    }

    @Test
    void aLongJumpOutOfACallIsFollowed() throws InterruptedException {
        try (Target target = at(STEPPING, line("stepping.c", 64))) {
            step(target, LineStep.OVER);
            assertThat(place(target)).isEqualTo("main:63");
            step(target, LineStep.OVER);
            assertThat(place(target)).isEqualTo("main:65");
        }
    }

    @Test
    void finishingAFrameThatIsLeftByALongJumpStopsWhereItLeads() throws InterruptedException {
        try (Target target = at(STEPPING, function("leave"))) {
            Stop stop = target.finish(target.selectedFrame());
            assertThat(((Stop.Stopped) stop).reasons()).containsExactly(new StopReason.Stepped(true));
            assertThat(place(target)).isEqualTo("main:62");
        }
    }

    @Test
    void anExceptionOutOfACallIsFollowedToItsHandler() throws InterruptedException {
        try (Target target = at(SHAPES, line("shapes.cc", 53))) {
            step(target, LineStep.OVER);
            assertThat(place(target)).isEqualTo("catcher:55");
        }
    }

    @Test
    void anExceptionThatIsCaughtWithinACallIsNoMatter() throws InterruptedException {
        try (Target target = at(SHAPES, line("shapes.cc", 69))) {
            step(target, LineStep.OVER);
            assertThat(place(target)).isEqualTo("main:70");
        }
    }

    @Test
    void finishingAFrameThatThrowsStopsInTheHandler() throws InterruptedException {
        try (Target target = at(SHAPES, function("thrower"))) {
            Stop stop = target.finish(target.selectedFrame());
            assertThat(((Stop.Stopped) stop).reasons()).containsExactly(new StopReason.Stepped(true));
            assertThat(target.selectedFrame().source().orElseThrow().function()).isEqualTo("catcher");
        }
    }

    @Test
    void anInlinedFunctionIsEnteredAndFinished() throws InterruptedException {
        try (Target target = at(INLINING, function("work"))) {
            step(target, LineStep.OVER);
            assertThat(place(target)).isEqualTo("work:20");
            long pc = target.selectedThread().registers().readLong(Register.RIP);
            step(target, LineStep.INTO);
            assertThat(place(target)).isEqualTo("outer:13");
            assertThat(target.selectedThread().registers().readLong(Register.RIP))
                    .as("to enter an inlined function nothing is executed")
                    .isEqualTo(pc);
            assertThat(target.selectedFrame().isInlined()).isTrue();
            assertThat(target.finish(target.selectedFrame())).isInstanceOf(Stop.Stopped.class);
            assertThat(target.selectedFrame().source().orElseThrow().function()).isEqualTo("work");
        }
    }

    @Test
    void otherThreadsOnTheSameLinesDoNotMatter() throws Exception {
        try (Target target = at(CONTENDED, function("add"), "300")) {
            InferiorThread thread = target.selectedThread();
            ProgramStreams streams = target.inferior().streams();
            for (int i = 0; i < 60; i++) {
                step(target, LineStep.OVER);
                assertThat(target.selectedThread()).isEqualTo(thread);
            }
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
            String output = new String(streams.output().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(output).isEqualTo("total 900\n");
        }
    }

    @Test
    void codeWithoutLinesIsLeft() throws InterruptedException {
        Path bare = new TestProgram("loop.c", "gcc", List.of("-O0")).compile();
        try (Target target = at(bare, function("work"), "2")) {
            step(target, LineStep.OVER);
            assertThat(target.selectedFrame().symbol().orElseThrow().name()).isEqualTo("main");
        }
    }

    @Test
    void codeThatNothingIsKnownOfCannotBeStepped() throws InterruptedException {
        try (Target target = at(STEPPING, function("main"))) {
            InferiorThread thread = target.selectedThread();
            thread.registers().writeLong(Register.RIP, 16);
            assertThatThrownBy(() -> target.step(thread, LineStep.OVER))
                    .isInstanceOf(DebugException.class)
                    .hasMessage("Cannot find bounds of current function");
        }
    }
}
