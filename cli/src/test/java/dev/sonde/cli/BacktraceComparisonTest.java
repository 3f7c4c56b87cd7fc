package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Backtraces with local variables and with gdb's options are gdb's. */
@Timeout(120)
class BacktraceComparisonTest {
    private static final TestProgram BLOCKS = TestProgram.of("blocks.c");

    @BeforeAll
    static void needsGdb() {
        assumeTrue(BatchRun.hasGdb());
    }

    private static void compare(Path program, String... commands) throws IOException {
        // Addresses of the stack depend on the environment, which is another one below gdb.
        List<String> all = new ArrayList<>(List.of("set disable-randomization on"));
        all.addAll(List.of(commands));
        assertThat(withoutStack(BatchRun.sonde(program, all))).isEqualTo(withoutStack(BatchRun.gdb(program, all)));
    }

    private static List<String> withoutStack(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("0x7ff[0-9a-f]{9}", "STACK"))
                .toList();
    }

    @Test
    void localsOfBlocksAndInlinedFunctions() throws IOException {
        compare(
                BLOCKS.flags("-O0").compile(),
                "break 8",
                "run",
                "bt full",
                "bt -full 1",
                "bt full -1",
                "bt fu 2",
                "bt -fu -- -2",
                "set print pretty on",
                "bt full",
                "bt -full -frame-arguments all");
        compare(BLOCKS.flags("-O2").compile(), "break main", "run", "bt full");
    }

    @Test
    void optionsStandForSettings() throws IOException {
        compare(
                BLOCKS.flags("-O0").compile(),
                "break 8",
                "run",
                "bt -frame-arguments all",
                "bt -frame-arguments none 2",
                "bt -frame-arguments presence",
                "bt -frame-arg scalars -full 2",
                "set print pretty on",
                "bt -frame-arguments all 2",
                "show print frame-arguments",
                "bt -past-main -past-entry -3",
                "bt -past-main off",
                "bt -past-m on -past-e off -2",
                "bt",
                "set backtrace past-main on",
                "bt -past-main off",
                "bt -3");
    }

    @Test
    void countsAndWordsOfBefore() throws IOException {
        compare(
                BLOCKS.flags("-O0").compile(),
                "break 8",
                "run",
                "bt 1+1",
                "bt -- 1",
                "bt -no-filters 1",
                "bt hide 1",
                "bt no-filters full -1",
                "bt full full 1",
                "bt -0",
                "up",
                "bt 1");
    }

    @Test
    void whatMakesNoSense() throws IOException {
        Path program = BLOCKS.flags("-O0").compile();
        List<String> wrong = List.of(
                "bt -foo",
                "bt foo",
                "bt full foo",
                "bt -frame-arguments foo",
                "bt -frame-arguments",
                "bt -f 1",
                "bt full");
        for (String command : wrong) {
            compare(program, "break 8", "run", command);
        }
        compare(program, "bt", "bt full");
    }

    @Test
    void theCountMayComeFirst() {
        Path program = BLOCKS.flags("-O0").compile();
        assertThat(BatchRun.sonde(program, List.of("break 8", "run", "bt 1 full")))
                .isEqualTo(BatchRun.sonde(program, List.of("break 8", "run", "bt full 1")));
    }

    @Test
    void framesOfSignalHandlersAndOfCodeWithoutSymbols() throws IOException {
        compare(TestProgram.of("stepping.c").flags("-O0").compile(), "break on_signal", "run", "bt full");
    }

    /** What an argument was on entry is found out through as many callers as have handed it on; gdb gives up beyond 256. */
    @Test
    void argumentsThatWereHandedOn() throws IOException {
        Path program = TestProgram.of("handed-on.c")
                .flags("-O2", "-fno-optimize-sibling-calls", "-fno-inline", "-fno-ipa-cp")
                .compile();
        compare(program, "break bottom", "run 40", "bt 41", "kill", "run 200", "bt 4", "frame 180");
    }
}
