package dev.sonde.engine.unwind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Stdio;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.target.Stop;
import dev.sonde.engine.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The frames of a real program are gdb's at random instructions, from its very first on. */
@Timeout(300)
class SteppingTest {
    /** How many instructions are looked at; more make the comparison longer, not different. */
    private static final int SAMPLES = Integer.getInteger("sonde.unwind.samples", 300);

    /** How many of them are in the dynamic loader, below whose first function gdb shows the program's arguments as frames. */
    private static final int SAMPLES_IN_LOADER = SAMPLES / 5;

    private static final int LONGEST_STRIDE = 80;

    @ParameterizedTest
    @ValueSource(strings = {"/bin/ls", "/bin/true"})
    void framesAreThoseOfGdbAtRandomInstructions(Path command, @TempDir Path directory)
            throws IOException, InterruptedException {
        assumeTrue(Gdb.isPresent() && Files.isExecutable(command));
        Path program = command.toRealPath();
        Random random = new Random(20260101);
        List<Integer> strides = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            // Long strides get through the program; short ones see prologues, stubs and epilogues.
            strides.add(1 + random.nextInt(i % 3 == 0 ? LONGEST_STRIDE * 8 : i % 3 == 1 ? LONGEST_STRIDE : 4));
        }
        Comparison comparison = new Comparison();
        LaunchOptions options = LaunchOptions.of(program.toString(), "/")
                .withEnvironment(List.of())
                .withStdio(Stdio.pipes());
        try (Target target = Target.launch(options)) {
            target.unwindOptions(UnwindOptions.WHOLE);
            leaveFirstInstruction(target);
            List<List<Gdb.GdbFrame>> expected = Gdb.run(directory, program, List.of("/"), """
                    gdb.execute("starti", to_string=True)
                    step(1)
                    strides = [%s]
                    for i in range(len(strides)):
                        if i == %d:
                            gdb.execute("tbreak *%d", to_string=True)
                            gdb.execute("continue", to_string=True)
                        step(strides[i])
                        if not alive():
                            break
                        dump()
                    """.formatted(
                            strides.stream().map(Object::toString).collect(Collectors.joining(",")),
                            SAMPLES_IN_LOADER,
                            entry(target)));
            for (int i = 0; i < expected.size(); i++) {
                if (i == SAMPLES_IN_LOADER) {
                    target.breakAt(new LocationSpec.Address(entry(target)));
                    target.resume();
                }
                Stop stop = target.stepInstructions(target.selectedThread(), strides.get(i));
                assertThat(stop).isInstanceOf(Stop.Stopped.class);
                comparison.add("stop " + i, target.backtrace(), expected.get(i), target.modules());
            }
            assertThat(expected).hasSizeGreaterThan(SAMPLES / 2);
        }
        System.out.println(program + ": " + comparison);
        assertThat(comparison.count(Comparison.Outcome.DIFFERENT))
                .as(comparison.differences().toString())
                .isZero();
        assertThat(comparison.count(Comparison.Outcome.ELSEWHERE)).isZero();
        assertThat(comparison.count(Comparison.Outcome.EQUAL)).isGreaterThan(SAMPLES / 3);
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
