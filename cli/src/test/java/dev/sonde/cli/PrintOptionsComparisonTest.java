package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What options and settings of printing change is what they change in gdb. */
@Timeout(120)
class PrintOptionsComparisonTest {
    private static final Path PLAIN = TestProgram.of("printing.c").flags("-O0").compile();
    private static final Path OPTIMIZED =
            TestProgram.of("printing.c").flags("-O2").compile();

    private static void compare(Path program, List<String> commands) throws IOException {
        assumeTrue(BatchRun.hasGdb());
        List<String> all = new ArrayList<>(List.of("unset environment", "break use", "run"));
        all.addAll(commands);
        assertThat(BatchRun.sonde(program, all)).isEqualTo(BatchRun.gdb(program, all));
    }

    @Test
    void optionsOfPrint() throws IOException {
        compare(
                PLAIN,
                List.of(
                        "print -pretty -- outer",
                        "print -elements 3 -- outer",
                        "print -elements 3 -repeats 2 -- outer.n",
                        "print -repeats unlimited -- outer.n",
                        "print -union off -- outer",
                        "print -union -- outer.inner",
                        "print -array -- outer.n",
                        "print -array-indexes on -- outer.n",
                        "print -max-depth 1 -- outer",
                        "print -null-stop -- outer.text",
                        "print -el 3 -- outer.text",
                        "print -pr -- outer.inner",
                        "print -symbol off -- &outer",
                        "print -address off -- &outer",
                        "print -raw-values -object -static-members off -vtbl -- outer.inner",
                        "print -pretty off -- outer.inner",
                        "print -pretty -- /x outer.inner",
                        "call -pretty -- outer.inner",
                        "print -- -1",
                        "print -1",
                        "show print pretty",
                        "show print elements",
                        "print outer"));
    }

    @Test
    void optionsThatMakeNoSense() throws IOException {
        compare(
                PLAIN,
                List.of(
                        "print -nosuch -- 1",
                        "print -elements x -- 1",
                        "print -elements -1 -- 1",
                        "print -pretty offf -- outer.inner",
                        "print -elements 3 -nosuch -- outer",
                        "show print elements",
                        "print -pretty -- nosuch",
                        "show print pretty"));
    }

    @Test
    void whatIsPrintedOfFrames() throws IOException {
        List<String> kinds = List.of(
                "source-line", "location", "source-and-location", "location-and-address", "short-location", "auto");
        compare(
                PLAIN,
                Stream.concat(
                                Stream.of("show print frame-info", "bt -frame-info nosuch", "bt -frame-info"),
                                kinds.stream()
                                        .flatMap(kind -> Stream.of(
                                                "bt -frame-info " + kind,
                                                "set print frame-info " + kind,
                                                "show print frame-info",
                                                "bt",
                                                "frame",
                                                "up",
                                                "down",
                                                "stepi",
                                                "frame apply 1 print 1")))
                        .toList());
    }

    @Test
    void argumentsAsTheyWereOnEntry() throws IOException {
        List<String> kinds = List.of("no", "only", "preferred", "if-needed", "both", "compact", "default");
        compare(
                OPTIMIZED,
                Stream.concat(
                                Stream.of("show print entry-values", "bt -entry-values"),
                                kinds.stream()
                                        .flatMap(kind -> Stream.of(
                                                "bt -entry-values " + kind + " 2",
                                                "set print entry-values " + kind,
                                                "show print entry-values",
                                                "bt 2")))
                        .toList());
        compare(
                OPTIMIZED,
                List.of(
                        "print place@entry",
                        "print *place@entry",
                        "up",
                        "print given@entry",
                        "print given@entry + 1",
                        "whatis place@entry",
                        "print given@entry = 3",
                        "print nosuch@entry",
                        "up",
                        "print place@entry"));
        compare(PLAIN, List.of("bt -entry-values both 2"));
    }

    @Test
    void optionsOfFrameApply() throws IOException {
        compare(
                PLAIN,
                List.of(
                        "frame apply all -q -past-main off print 1",
                        "frame apply all -past-main off -q print 1",
                        "frame apply 1 print -elements 2 -- outer.n",
                        "frame apply level 1-2 -q -- print 2",
                        "frame apply -1 -q print 3"));
    }
}
