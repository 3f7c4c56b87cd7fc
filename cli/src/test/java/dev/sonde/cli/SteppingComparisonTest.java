package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Steps by lines stop where gdb's do and print the same, but for the values of arguments.
 *
 * <p>Not compared, for gdb does what its users would not want: {@code next} at a tail call, which it enters; pieces of an
 * inlined function that the optimiser has moved apart, which it takes for new calls; and jumps out of a call by longjmp or
 * by an exception, which it loses where the libraries have no probes.
 */
@Timeout(120)
class SteppingComparisonTest {
    private static final TestProgram STEPPING = TestProgram.of("stepping.c");
    private static final TestProgram INLINING = TestProgram.of("inlining.c");
    private static final TestProgram SHAPES = TestProgram.of("shapes.cc");

    @BeforeAll
    static void needsGdb() {
        assumeTrue(BatchRun.hasGdb());
    }

    private static void compare(Path program, List<String> commands) throws IOException {
        assertThat(normalized(BatchRun.sonde(program, commands)))
                .isEqualTo(normalized(BatchRun.gdb(program, commands)));
    }

    private static List<String> normalized(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll(" \\([^()]*\\)( at |$)", " ()$1"))
                .toList();
    }

    /** Commands of which some are repeated, as in {@code "3*next"}. */
    private static List<String> script(String... commands) {
        List<String> all = new ArrayList<>();
        for (String command : commands) {
            int star = command.indexOf('*');
            boolean repeated = star > 0 && Character.isDigit(command.charAt(0));
            all.addAll(
                    repeated
                            ? Collections.nCopies(
                                    Integer.parseInt(command.substring(0, star)), command.substring(star + 1))
                            : List.of(command));
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"-O0", "-Og"})
    void intoFunctionsAndOverThem(String optimisation) throws IOException {
        compare(
                STEPPING.flags(optimisation).compile(),
                script("break main", "run", "14*step", "3*next", "bt 1", "next", "kill"));
    }

    @Test
    void countsAndUntil() throws IOException {
        compare(
                STEPPING.flags("-O0").compile(),
                script(
                        "handle SIGUSR1 nostop noprint",
                        "break loops",
                        "run",
                        "next 2",
                        "until",
                        "until",
                        "until",
                        "2*next",
                        "step 3"));
    }

    @Test
    void handlersOfSignalsAreRunThrough() throws IOException {
        compare(
                STEPPING.flags("-O0").compile(),
                script("handle SIGUSR1 nostop noprint pass", "break 61", "run", "2*next", "print *(int *) &handled"));
    }

    @Test
    void breakpointsAndSignalsInsideACallStop() throws IOException {
        compare(
                STEPPING.flags("-O0").compile(),
                script("break main", "tbreak one_line", "run", "3*next", "finish", "2*next", "next", "next", "next"));
    }

    @Test
    void outOfACallbackIntoTheLibrary() throws IOException {
        compare(
                STEPPING.flags("-O0").compile(),
                script("handle SIGUSR1 nostop noprint", "tbreak compare", "run", "next", "next", "finish"));
    }

    @Test
    void advanceAndUntilToAPlace() throws IOException {
        compare(
                STEPPING.flags("-O0").compile(),
                script("break factorial", "run", "delete", "until 16", "bt", "advance main", "advance 58", "until 59"));
    }

    @Test
    void instructionsAreShownWithTheirLines() throws IOException {
        compare(
                STEPPING.flags("-O0").compile(),
                script("break factorial", "run", "4*stepi", "4*nexti", "stepi 5", "bt"));
    }

    @Test
    void inlinedFunctionsAreFrames() throws IOException {
        compare(
                INLINING.flags("-O1", "-fno-schedule-insns2").compile(),
                script("break work", "info breakpoints", "run", "2*step", "bt", "2*step", "bt", "2*step", "up"));
    }

    @Test
    void inlinedFunctionsAreSteppedOver() throws IOException {
        compare(INLINING.flags("-O1", "-fno-schedule-insns2").compile(), script("break work", "run", "3*next", "bt"));
    }

    @Test
    void everyInlinedCopyHasABreakpoint() throws IOException {
        compare(
                INLINING.flags("-O1").compile(),
                script("break inner", "info breakpoints", "run", "bt", "continue", "bt", "continue", "up", "bt"));
    }

    @Test
    void functionsOfCxx() throws IOException {
        compare(
                SHAPES.flags("-O0").compile(),
                script(
                        "break geometry::Square::Square",
                        "break twice",
                        "break geometry::twice<int>",
                        "break scaled",
                        "break geometry::Square::scaled(int)",
                        "break geometry::(anonymous namespace)::hidden",
                        "break catcher",
                        "break shapes.cc:42",
                        "break shapes.cc:catcher",
                        "break -function hidden",
                        "break -line 45 -source shapes.cc",
                        "tbreak 'geometry::Cube::Cube()'",
                        "info breakpoints",
                        "run",
                        "bt",
                        "8*continue",
                        "bt"));
    }

    @Test
    void methodsTemplatesAndLambdasAreEntered() throws IOException {
        compare(
                SHAPES.flags("-O0").compile(),
                script("break 63", "run", "3*step", "finish", "2*finish", "next", "12*step", "bt"));
    }

    @Test
    void sourceAmongInstructions() throws IOException {
        compare(
                INLINING.flags("-O2").compile(),
                script("disassemble /s work", "disassemble /s main", "disassemble /rs last"));
    }

    /** A function is entered through the PLT, be it bound by this very call, and the dynamic loader is not. */
    @ParameterizedTest
    @ValueSource(strings = {"lazy", "now"})
    void functionsOfLibrariesAreEntered(String binding) throws IOException {
        Path library =
                TestProgram.of("binding-library.c").flags("-shared", "-fPIC").compile();
        compare(
                TestProgram.of("binding.c")
                        .flags(
                                "-O0",
                                "-fcf-protection=none",
                                "-Wl,--no-as-needed",
                                "-Wl,-z," + binding,
                                library.toString())
                        .compile(),
                script("break main", "run", "next", "2*step", "bt", "2*finish", "20*step", "bt"));
    }
}
