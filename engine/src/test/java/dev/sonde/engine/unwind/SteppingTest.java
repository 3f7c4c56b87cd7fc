package dev.sonde.engine.unwind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Stdio;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.symbols.SymbolPlace;
import dev.sonde.engine.target.Stop;
import dev.sonde.engine.target.Target;
import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The frames of a real program are gdb's at random instructions, from its very first on. */
@Timeout(300)
class SteppingTest {
    /** How many instructions are looked at; more make the comparison longer, not different. */
    private static final int SAMPLES = Integer.getInteger("sonde.unwind.samples", 300);

    /** How many of them are in the dynamic loader, below whose first function gdb shows the program's arguments as frames. */
    private static final int SAMPLES_IN_LOADER = SAMPLES / 5;

    private static final int LONGEST_STRIDE = 80;

    /** How many groups of samples there are in a program that is too long for strides. */
    private static final int LEGS = 6;

    /** Two runs of python3 are the same, because no hash is random. */
    private static final String HASH_SEED = "PYTHONHASHSEED=0";

    /** What {@code python3} works at: calls between C and Python, allocation, exceptions, sorting. */
    private static final String COMPUTATION = """
            def fib(n):
                return n if n < 2 else fib(n - 1) + fib(n - 2)
            def guarded(x):
                try:
                    return 100 // x
                except ZeroDivisionError:
                    return 0
            print(fib(15), sum(guarded(i) for i in range(50)), sorted(map(str, range(300)), key=lambda s: s[::-1])[:3])
            """;

    /**
     * A program, and where samples are taken besides its start and the loader.
     *
     * @param function where to go on to; empty for where the program begins
     * @param visits how many visits of the function lie between two groups of samples
     */
    record Scenario(Path program, List<String> arguments, String function, int visits) {
        @Override
        public String toString() {
            return program.getFileName() + (function.isEmpty() ? "" : " from " + function);
        }
    }

    /** From one place on samples are taken at strides, up to the next place. */
    private record Leg(int sample, long address, int ignore) {}

    private static Stream<Scenario> scenarios() {
        return Stream.of(
                new Scenario(Path.of("/bin/ls"), List.of("/"), "", 0),
                new Scenario(Path.of("/bin/true"), List.of("/"), "", 0),
                new Scenario(
                        Path.of("/usr/bin/python3"),
                        List.of("-S", "-c", withoutBlanks(COMPUTATION)),
                        "_Py_dict_lookup",
                        5000),
                new Scenario(TestProgram.of("throws.cc").flags("-O1").compile(), List.of("30"), "main", 0));
    }

    /** gdb that starts a program without a shell takes every blank for the end of an argument. */
    private static String withoutBlanks(String code) {
        String hex = HexFormat.of().formatHex(code.getBytes(StandardCharsets.UTF_8));
        return "exec(bytes.fromhex('" + hex + "').decode())";
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void framesAreThoseOfGdbAtRandomInstructions(Scenario scenario, @TempDir Path directory)
            throws IOException, InterruptedException {
        assumeTrue(Gdb.isPresent() && Files.isExecutable(scenario.program));
        Path program = scenario.program.toRealPath();
        List<Integer> strides = strides();
        Comparison comparison = new Comparison();
        LaunchOptions options = LaunchOptions.of(program.toString(), scenario.arguments.toArray(String[]::new))
                .withEnvironment(List.of(HASH_SEED))
                .withStdio(Stdio.pipes());
        try (Target target = Target.launch(options)) {
            target.unwindOptions(UnwindOptions.WHOLE);
            leaveFirstInstruction(target);
            List<Leg> legs = legs(scenario, target);
            List<List<Gdb.GdbFrame>> expected = Gdb.run(directory, program, List.of(), script(scenario, strides, legs));
            int sample = 0;
            for (List<Gdb.GdbFrame> frames : expected) {
                for (Leg leg : legs) {
                    if (leg.sample == sample) {
                        CodeBreakpoint breakpoint = target.breakAt(new LocationSpec.Address(leg.address));
                        breakpoint.setTemporary(true);
                        breakpoint.setIgnoreCount(leg.ignore);
                        assertThat(target.resume()).isInstanceOf(Stop.Stopped.class);
                    }
                }
                Stop stop = target.stepInstructions(target.selectedThread(), strides.get(sample));
                assertThat(stop).isInstanceOf(Stop.Stopped.class);
                comparison.add("stop " + sample, target.backtrace(), frames, target.modules());
                sample++;
            }
            assertThat(expected).hasSizeGreaterThan(SAMPLES_IN_LOADER + 100);
        }
        System.out.println(scenario + ": " + comparison);
        assertThat(comparison.count(Comparison.Outcome.DIFFERENT))
                .as(comparison.differences().toString())
                .isZero();
        // What depends on the time takes the two processes to different places; most of it does not.
        assertThat(comparison.count(Comparison.Outcome.EQUAL)).isGreaterThan(SAMPLES / 3);
        // In the loader gdb takes the arguments for frames; and while the C++ runtime lands in a handler, the frames
        // that it leaves lead nowhere.
        assertThat(comparison.count(Comparison.Outcome.GDB_INVENTS))
                .isLessThanOrEqualTo(SAMPLES_IN_LOADER + SAMPLES / 100);
        assertThat(comparison.count(Comparison.Outcome.GDB_INVENTS_BETWEEN)).isLessThanOrEqualTo(SAMPLES / 100);
    }

    private static List<Integer> strides() {
        Random random = new Random(20260101);
        List<Integer> strides = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            // Long strides get through the program; short ones see prologues, stubs and epilogues.
            strides.add(1 + random.nextInt(i % 3 == 0 ? LONGEST_STRIDE * 8 : i % 3 == 1 ? LONGEST_STRIDE : 4));
        }
        return strides;
    }

    private static List<Leg> legs(Scenario scenario, Target target) {
        if (scenario.function.isEmpty()) {
            return List.of(new Leg(SAMPLES_IN_LOADER, entry(target), 0));
        }
        long address = target.modules().symbolsNamed(scenario.function).stream()
                .mapToLong(SymbolPlace::start)
                .findFirst()
                .orElseThrow();
        int count = scenario.visits == 0 ? 1 : LEGS;
        return IntStream.range(0, count)
                .mapToObj(i -> new Leg(
                        SAMPLES_IN_LOADER + i * (SAMPLES - SAMPLES_IN_LOADER) / count, address, scenario.visits))
                .toList();
    }

    private static String script(Scenario scenario, List<Integer> strides, List<Leg> legs) {
        return """
                gdb.execute("set environment %s")
                gdb.execute("set args %s")
                gdb.execute("starti", to_string=True)
                step(1)
                strides = [%s]
                legs = {%s}
                for i in range(len(strides)):
                    if i in legs:
                        address, ignore = legs[i]
                        breakpoint = gdb.Breakpoint("*%%d" %% address, temporary=True)
                        breakpoint.ignore_count = ignore
                        gdb.execute("continue", to_string=True)
                        if not alive():
                            break
                    step(strides[i])
                    if not alive():
                        break
                    dump()
                """.formatted(
                        HASH_SEED,
                        String.join(" ", scenario.arguments),
                        strides.stream().map(Object::toString).collect(Collectors.joining(",")),
                        legs.stream()
                                .map(leg -> leg.sample + ": (" + leg.address + ", " + leg.ignore + ")")
                                .collect(Collectors.joining(",")));
    }

    private static long entry(Target target) {
        LoadedModule program = target.modules().all().getFirst();
        return program.toProcess(program.elf().header().entry());
    }

    /** The kernel may report the first step of a program before its first instruction, at the end of execve. */
    private static void leaveFirstInstruction(Target target) throws InterruptedException {
        long first = target.selectedFrame().pc();
        while (target.selectedFrame().pc() == first) {
            target.stepInstructions(target.selectedThread(), 1);
        }
    }
}
