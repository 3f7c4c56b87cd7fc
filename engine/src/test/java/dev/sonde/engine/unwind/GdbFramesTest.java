package dev.sonde.engine.unwind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Stdio;
import dev.sonde.engine.symbols.SymbolPlace;
import dev.sonde.engine.target.Stop;
import dev.sonde.engine.target.Target;
import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frames of programs with stacks of every kind are gdb's, at many instructions, and compiled in several ways. */
@Timeout(120)
class GdbFramesTest {
    private static final int STOPS = 3;
    private static final int STEPS = 60;

    @BeforeAll
    static void gdb() {
        assumeTrue(Gdb.isPresent());
    }

    private static Path program(String flags) {
        return new TestProgram("unwinding.c", "gcc", List.of(flags.split(" "))).compile();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "recursion, -O0",
        "recursion, -O2 -fomit-frame-pointer",
        "stack, -O0",
        "stack, -O2",
        "noreturn, -O0",
        "noreturn, -O2",
        "signal, -O0",
        "signal, -O2",
        "altstack, -O0",
        "altstack, -O2",
        "thread, -O0",
        "sort, -O0",
        "sort, -O2",
        "clock, -O2",
        "recursion, -O2 -static",
        "signal, -O2 -static",
        "recursion, -O2 -no-pie",
        "recursion, -O0 -fno-asynchronous-unwind-tables",
        "stack, -O0 -fno-asynchronous-unwind-tables",
        "sort, -O0 -fno-asynchronous-unwind-tables",
        "signal, -O0 -fno-asynchronous-unwind-tables"
    })
    void framesAreThoseOfGdbAtEachInstruction(String what, String flags, @TempDir Path directory)
            throws IOException, InterruptedException {
        Path program = program(flags);
        List<List<Gdb.GdbFrame>> expected = Gdb.run(directory, program, List.of(what), """
                gdb.execute("break *reached", to_string=True)
                gdb.execute("run", to_string=True)
                for stop in range(%d):
                    if not alive():
                        break
                    dump()
                    for i in range(%d):
                        step(1)
                        if not alive():
                            break
                        dump()
                    if alive():
                        gdb.execute("continue", to_string=True)
                """.formatted(STOPS, STEPS));
        Comparison comparison = new Comparison();
        try (Target target = launch(program, what)) {
            target.breakAt(new LocationSpec.Address(address(target, "reached")));
            int index = 0;
            for (int stops = 0; stops < STOPS && target.resume() instanceof Stop.Stopped; stops++) {
                for (int steps = 0; steps <= STEPS && index < expected.size(); steps++) {
                    if (steps > 0 && !(target.stepInstructions(target.selectedThread(), 1) instanceof Stop.Stopped)) {
                        break;
                    }
                    comparison.add(
                            what + " " + stops + "+" + steps,
                            target.backtrace(),
                            expected.get(index),
                            target.modules());
                    index++;
                }
            }
        }
        System.out.println(what + " " + flags + ": " + comparison);
        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.count(Comparison.Outcome.EQUAL)).isGreaterThan(STEPS / 2);
        assertThat(comparison.count(Comparison.Outcome.ELSEWHERE)).isZero();
    }

    private static long address(Target target, String name) {
        return target.modules().symbolsNamed(name).stream()
                .mapToLong(SymbolPlace::start)
                .findFirst()
                .orElseThrow();
    }

    private static Target launch(Path program, String... arguments) {
        Target target = Target.launch(LaunchOptions.of(program.toString(), arguments)
                .withEnvironment(List.of())
                .withStdio(Stdio.pipes()));
        target.unwindOptions(UnwindOptions.WHOLE);
        target.signals().handle(List.of("SIGUSR1", "nostop", "noprint", "pass"));
        return target;
    }
}
