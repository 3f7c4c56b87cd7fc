package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code finish} says that a function has returned, by every class of the psABI, is what gdb says. */
@Timeout(120)
class ResultComparisonTest {
    private static final Path C = TestProgram.of("results.c").flags("-w").compile();

    private static void compare(Path program, List<String> commands) throws IOException {
        assumeTrue(BatchRun.hasGdb());
        assertThat(BatchRun.sonde(program, commands)).isEqualTo(BatchRun.gdb(program, commands));
    }

    /** Finishes each of the functions, in the order in which the program calls them. */
    private static List<String> finishing(String prefix, String... functions) {
        List<String> commands = new ArrayList<>();
        for (String function : functions) {
            commands.add("tbreak " + prefix + function);
        }
        commands.add("run");
        for (int i = 0; i < functions.length; i++) {
            commands.add("finish");
            commands.add("continue");
        }
        return commands;
    }

    private static List<String> results(Path program, List<String> commands) {
        return onlyResults(BatchRun.sonde(program, commands));
    }

    private static List<String> onlyResults(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("Value returned")).toList();
    }

    @Test
    void numbersAndPointers() throws IOException {
        compare(
                C,
                finishing(
                        "",
                        "integer",
                        "truth",
                        "letter",
                        "byte",
                        "small",
                        "large",
                        "typed",
                        "color",
                        "text",
                        "function",
                        "single",
                        "real",
                        "extended",
                        "nothing"));
    }

    @Test
    void complexNumbers() throws IOException {
        compare(C, finishing("", "complex_single", "complex_real", "complex_extended"));
    }

    @Test
    void structuresAndUnions() throws IOException {
        compare(
                C,
                finishing(
                        "", "pair", "mixed", "mixed2", "floats", "big", "bits", "packed", "nested", "array", "chars",
                        "wrapped", "both"));
    }

    @Test
    void whatGdbGetsWrong() {
        assertThat(results(C, finishing("", "wide", "flexible", "wide_union", "four", "two", "held")))
                .containsExactly(
                        "Value returned is $1 = -5",
                        "Value returned is $2 = {n = 6, items = {}}",
                        "Value returned is $3 = {v = 4.5, i = 0}",
                        "Value returned is $4 = {1, 2, 3, 4}",
                        "Value returned is $5 = {5, 6}",
                        "Value returned is $6 = {v = {7, 8, 9, 10}}");
    }

    @Test
    void theValueGoesIntoTheHistory() throws IOException {
        compare(
                C,
                List.of(
                        "tbreak pair",
                        "tbreak typed",
                        "run",
                        "finish",
                        "print $ + 1",
                        "whatis $1",
                        "continue",
                        "display 7",
                        "finish",
                        "print $.b",
                        "ptype $2",
                        "show print finish",
                        "set print finish off",
                        "tbreak big",
                        "continue",
                        "finish",
                        "print $"));
    }

    @Test
    void framesFurtherOutAndRunsThatEndElsewhere() throws IOException {
        compare(C, List.of("break inner", "run", "up", "finish"));
        compare(C, List.of("break outer", "break inner", "run", "finish", "finish", "finish", "delete", "continue"));
    }

    @Test
    void functionsThatWereInlinedReturnNothing() throws IOException {
        Path program = TestProgram.of("inlining.c").flags("-O1").compile();
        assertThat(results(program, List.of("break inner", "run", "finish"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-gdwarf-5", "-gdwarf-4"})
    void objectsOfClasses(String version) throws IOException {
        Path program =
                TestProgram.of("results.cc").flags(version, "-gstrict-dwarf").compile();
        compare(
                program,
                finishing(
                        "",
                        "trivial",
                        "copied",
                        "destroyed",
                        "holds",
                        "derived",
                        "from_copied",
                        "virt",
                        "hollow",
                        "box",
                        "reference",
                        "member",
                        "pointer",
                        "null",
                        "wide",
                        "sixteen",
                        "lambda"));
    }

    @Test
    void whatOnlyTheDescriptionOfAClassTells() throws IOException {
        Path program = TestProgram.of("results.cc").flags("-gdwarf-5").compile();
        compare(program, finishing("", "defaulted"));
        assertThat(results(program, finishing("", "method")))
                .singleElement()
                .asString()
                .endsWith("<S::f(int)>");
    }

    @Test
    void functionsOfRust() throws IOException {
        TestProgram source = TestProgram.of("results.rs");
        assumeTrue(source.canCompile());
        Path program = source.compile();
        List<String> same =
                finishing("results::", "number", "truth", "letter", "real", "text", "one", "two", "three", "nothing");
        assumeTrue(BatchRun.hasGdb());
        assertThat(results(program, same)).hasSize(8).isEqualTo(onlyResults(BatchRun.gdb(program, same)));
        assertThat(results(program, finishing("results::", "small", "wide", "narrow")))
                .containsExactly(
                        "Value returned has type: results::Small. Cannot determine contents",
                        "Value returned is $1 = core::option::Option<u64>::Some(9)",
                        "Value returned has type: core::option::Option<u32>. Cannot determine contents");
    }
}
