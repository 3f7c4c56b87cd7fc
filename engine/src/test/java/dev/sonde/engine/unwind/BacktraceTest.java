package dev.sonde.engine.unwind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Stdio;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.symbols.SymbolPlace;
import dev.sonde.engine.target.Stop;
import dev.sonde.engine.target.StopReason;
import dev.sonde.engine.target.Target;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterException;
import dev.sonde.testprograms.TestProgram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames, their registers and running by frames, on programs whose stacks are known. */
@Timeout(120)
class BacktraceTest {
    private static final Path PLAIN = program("-O0");
    private static final Path OPTIMISED = program("-O2", "-fomit-frame-pointer", "-fno-optimize-sibling-calls");

    private static Path program(String... flags) {
        return new TestProgram("unwinding.c", "gcc", List.of(flags)).compile();
    }

    private static Target launch(Path program, String... arguments) {
        return Target.launch(LaunchOptions.of(program.toString(), arguments).withStdio(Stdio.pipes()));
    }

    private static Target stoppedAt(String function, Path program, String... arguments) throws InterruptedException {
        Target target = launch(program, arguments);
        target.signals().handle(List.of("SIGUSR1", "nostop", "noprint", "pass"));
        target.breakAt(new LocationSpec.Function(function));
        assertThat(target.resume()).isInstanceOf(Stop.Stopped.class);
        return target;
    }

    private static List<String> names(Backtrace backtrace) {
        return backtrace.frames(100).stream()
                .map(frame -> frame.isSignalFrame()
                        ? "<signal>"
                        : frame.symbol().map(SymbolPlace::name).orElse("??"))
                .toList();
    }

    private static List<StopReason> reasons(Stop stop) {
        return stop instanceof Stop.Stopped stopped ? stopped.reasons() : List.of();
    }

    @Test
    void aBacktraceEndsAtMainUnlessMoreIsAskedFor() throws InterruptedException {
        try (Target target = stoppedAt("reached", PLAIN, "recursion", "2")) {
            assertThat(names(target.backtrace()))
                    .containsExactly("reached", "recursive", "recursive", "recursive", "main");
            assertThat(target.backtrace().end()).contains(UnwindEnd.beyondProgram());
            target.unwindOptions(UnwindOptions.WHOLE);
            assertThat(names(target.backtrace()))
                    .startsWith("reached", "recursive")
                    .endsWith("_start");
            assertThat(target.backtrace().end()).contains(UnwindEnd.outermost());
            target.unwindOptions(new UnwindOptions(true, true, 2));
            assertThat(names(target.backtrace())).containsExactly("reached", "recursive");
            assertThat(target.backtrace().end()).contains(UnwindEnd.limit());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "wild"})
    void aCallThroughABadPointerShowsWhoMadeIt(String what) throws InterruptedException {
        for (Path program : List.of(PLAIN, OPTIMISED, program("-O0", "-fno-asynchronous-unwind-tables"))) {
            try (Target target = launch(program, what)) {
                assertThat(reasons(target.resume()))
                        .singleElement()
                        .isInstanceOfSatisfying(
                                StopReason.Other.class,
                                other -> assertThat(other.cause()).isInstanceOf(StopCause.Signalled.class));
                assertThat(names(target.backtrace())).containsExactly("??", "call_pointer", "main");
                assertThat(target.backtrace().frame(1).orElseThrow().method()).isEqualTo(UnwindMethod.LEAF);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"signal", "altstack"})
    void theInterruptedFunctionFollowsTheHandler(String what) throws InterruptedException {
        for (Path program : List.of(PLAIN, OPTIMISED)) {
            try (Target target = stoppedAt("reached", program, what)) {
                List<String> names = names(target.backtrace());
                assertThat(names).containsSubsequence("<signal>", "raise", "interrupted", "main");
                Frame signal =
                        target.backtrace().frame(names.indexOf("<signal>")).orElseThrow();
                Frame interrupted = target.backtrace().caller(signal).orElseThrow();
                assertThat(interrupted.isInterrupted()).isTrue();
                assertThat(interrupted.lookupAddress()).isEqualTo(interrupted.pc());
                // A system call leaves the address behind it in rcx; the kernel has saved it.
                assertThat(interrupted.registers().read(Register.RCX)).contains(interrupted.pc());
            }
        }
    }

    @Test
    void aHundredThousandFramesAreFoundAtOnce() throws InterruptedException {
        for (Path program : List.of(PLAIN, OPTIMISED)) {
            try (Target target = stoppedAt("reached", program, "recursion", "100000")) {
                target.backtrace().frame(10);
                long start = System.nanoTime();
                Frame last = target.backtrace().frame(100_000).orElseThrow();
                long named = target.backtrace().all().stream()
                        .filter(frame -> frame.symbol().isPresent())
                        .count();
                Duration time = Duration.ofNanos(System.nanoTime() - start);
                System.out.println(named + " frames in " + time.toMillis() + " ms");
                assertThat(last.symbol().orElseThrow().name()).isEqualTo("recursive");
                assertThat(named).isEqualTo(100_003);
                assertThat(time).isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    @Test
    void registersOfACallerAreItsOwnAndThoseThatAreLostHaveNoValue() throws InterruptedException {
        try (Target target = stoppedAt("reached", PLAIN, "recursion", "2")) {
            Frame reached = target.selectedFrame();
            Frame caller = target.backtrace().frame(1).orElseThrow();
            FrameRegisters registers = caller.registers();
            assertThat(registers.read(Register.RIP)).contains(caller.pc());
            assertThat(registers.read(Register.RSP)).contains(reached.cfa().orElseThrow());
            assertThat(registers.read(Register.RAX)).isEmpty();
            assertThat(registers.read(Register.EAX)).isEmpty();
            assertThat(registers.read(Register.FS_BASE))
                    .contains(caller.thread().registers().readLong(Register.FS_BASE));
            assertThat(registers.place(Register.RBX)).isEqualTo(new SavedPlace.InRegister(Register.RBX));
            assertThat(registers.place(Register.RBP))
                    .isEqualTo(new SavedPlace.InMemory(reached.cfa().orElseThrow() - 16));
            assertThat(registers.place(Register.RAX)).isEqualTo(new SavedPlace.NotSaved());
            assertThat(registers.file().readLong(Register.RIP)).isEqualTo(caller.pc());
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> registers.file().readLong(Register.RAX))
                    .isInstanceOf(RegisterException.class)
                    .hasMessageContaining("not saved");
        }
    }

    @Test
    void aRegisterOfACallerIsSetWhereItIsSaved() throws InterruptedException {
        try (Target target = stoppedAt("reached", PLAIN, "recursion", "2")) {
            FrameRegisters registers = target.backtrace().frame(1).orElseThrow().registers();
            long rbp = registers.read(Register.RBP).orElseThrow();
            registers.file().writeLong(Register.RBP, rbp + 16);
            registers.commit();
            assertThat(target.backtrace().frame(1).orElseThrow().registers().read(Register.RBP))
                    .as("found anew, since memory has changed")
                    .contains(rbp + 16);
        }
    }

    @Test
    void finishReturnsFromOneCallOfARecursion() throws InterruptedException {
        for (Path program : List.of(PLAIN, OPTIMISED)) {
            try (Target target = stoppedAt("reached", program, "recursion", "4")) {
                target.breakpoints().all().forEach(target.breakpoints()::delete);
                Frame third = target.backtrace().frame(3).orElseThrow();
                FrameId caller = target.backtrace().frame(4).orElseThrow().id().orElseThrow();
                List<StopReason> reasons = reasons(target.finish(third));
                assertThat(reasons).singleElement().isInstanceOf(StopReason.Returned.class);
                assertThat(target.selectedFrame().id()).contains(caller);
                assertThat(target.breakpoints().all()).isEmpty();
            }
        }
    }

    @Test
    void aBreakpointOnTheWayEndsAFinish() throws InterruptedException {
        try (Target target = stoppedAt("sorted", PLAIN, "sort")) {
            target.breakAt(new LocationSpec.Function("compare"));
            assertThat(reasons(target.finish(target.selectedFrame())))
                    .singleElement()
                    .isInstanceOf(StopReason.BreakpointHit.class);
            assertThat(names(target.backtrace())).startsWith("compare").endsWith("sorted", "main");
        }
    }

    @Test
    void runningToAPlaceStopsThereOrWhereTheFrameReturns() throws InterruptedException {
        try (Target target = stoppedAt("many_registers", PLAIN, "stack")) {
            long leaf = target.modules().symbolsNamed("leaf").getFirst().start();
            assertThat(reasons(target.runTo(target.selectedFrame(), leaf, false)))
                    .containsExactly(new StopReason.Arrived(leaf));
            long main = target.backtrace().frame(2).orElseThrow().pc();
            long never =
                    target.modules().symbolsNamed("never_returns").getFirst().start();
            assertThat(reasons(target.runTo(target.backtrace().frame(1).orElseThrow(), never, false)))
                    .containsExactly(new StopReason.Returned(main));
        }
    }

    /** gdb is wrong here, since it takes every function without a frame pointer for one without a frame. */
    @Test
    void functionsWithoutFramePointerAndCallFrameInformationAreAnalysed() throws InterruptedException {
        Path program = program("-O2", "-fno-asynchronous-unwind-tables", "-fno-optimize-sibling-calls");
        try (Target target = stoppedAt("reached", program, "stack")) {
            for (int step = 0; step < 400; step++) {
                List<String> names = names(target.backtrace());
                if (names.equals(List.of("main"))) {
                    break;
                }
                assertThat(names).as("step " + step).containsOnlyOnce("main").endsWith("main");
                assertThat(names)
                        .as("step " + step)
                        .containsAnyOf("with_alloca", "with_array", "many_registers", "reached", "memset");
                target.nextInstructions(target.selectedThread(), 1);
            }
        }
    }

    @Test
    void brokenStacksEndWithAReasonAndSoon() throws InterruptedException {
        Random random = new Random(4711);
        try (Target target = stoppedAt("reached", PLAIN, "recursion", "200")) {
            target.unwindOptions(UnwindOptions.WHOLE);
            long sp = target.selectedThread().registers().readLong(Register.RSP);
            long own = target.selectedFrame().pc();
            List<Long> nasty =
                    List.of(0L, -1L, sp, sp + 8, sp - 4096, own, 0x7fff_ffff_ffff_fff8L, 0x4141_4141_4141_4141L);
            byte[] intact = target.inferior().memory().readBytes(sp, 8192);
            List<String> ends = new ArrayList<>();
            for (int round = 0; round < 300; round++) {
                ByteBuffer stack = ByteBuffer.wrap(intact.clone()).order(ByteOrder.LITTLE_ENDIAN);
                int changes = 1 + random.nextInt(40);
                for (int i = 0; i < changes; i++) {
                    stack.putLong(random.nextInt(1000) * 8, nasty.get(random.nextInt(nasty.size())));
                }
                target.inferior().memory().writeBytes(sp, stack.array());
                Backtrace backtrace = target.backtrace();
                assertThat(backtrace.all()).hasSizeLessThan(2000);
                ends.add(backtrace.end().orElseThrow().kind().toString());
            }
            assertThat(ends).contains("INNER", "NO_SAVED_PC");
            target.inferior().memory().writeBytes(sp, intact);
            assertThat(names(target.backtrace())).endsWith("recursive");
        }
    }

    @Test
    void aStackThatCannotBeReadIsSaid() throws InterruptedException {
        try (Target target = stoppedAt("reached", OPTIMISED, "recursion", "2")) {
            target.selectedThread().registers().writeLong(Register.RSP, 0x1000);
            Backtrace backtrace = target.backtrace();
            assertThat(backtrace.all()).hasSize(1);
            assertThat(backtrace.end().orElseThrow().text()).isEqualTo("Cannot access memory at address 0x1000");
        }
    }
}
