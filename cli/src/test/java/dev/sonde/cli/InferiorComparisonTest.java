package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Forks that are followed, and several inferiors, print what gdb prints, but for ids and the paths of the loader. */
@Timeout(120)
class InferiorComparisonTest {
    private static final Path FAMILY = TestProgram.of("family.c").compile();

    @BeforeAll
    static void needsGdb() {
        assumeTrue(BatchRun.hasGdb());
    }

    private static void compare(String... commands) throws IOException {
        List<String> script = List.of(commands);
        assertThat(normalized(BatchRun.sonde(FAMILY, script))).isEqualTo(normalized(BatchRun.gdb(FAMILY, script)));
    }

    private static List<String> normalized(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.contains("No such file or directory") && !line.startsWith("Reading symbols"))
                .map(line -> line.replaceAll("(process|LWP) \\d+", "$1 N")
                        .replaceAll(" \\([^()]*\\)( at |$)", " ()$1")
                        .replaceAll(" {2,}", " ")
                        .strip())
                .toList();
    }

    @Test
    void aChildIsFollowed() throws IOException {
        compare(
                "set follow-fork-mode child",
                "break child_work",
                "run",
                "info inferiors",
                "info threads",
                "info breakpoints",
                "continue");
    }

    @Test
    void aStepOverAForkEndsInTheChild() throws IOException {
        compare(
                "set follow-fork-mode child",
                "break main",
                "run",
                "next",
                "next",
                "next",
                "info inferiors",
                "print worked",
                "next",
                "print worked",
                "next",
                "info inferiors");
    }

    @Test
    void severalStepsGoOnInTheChild() throws IOException {
        compare("set follow-fork-mode child", "break main", "run", "next 3", "print worked", "continue");
    }

    @Test
    void aStepOverAForkThatIsFollowedStopsAtBreakpointsOfTheChild() throws IOException {
        compare(
                "set follow-fork-mode child",
                "set detach-on-fork off",
                "break main",
                "run",
                "next",
                "break child_work",
                "next 3",
                "info inferiors",
                "inferior 1",
                "next",
                "kill inferiors 2");
    }

    @Test
    void aStepOverAForkEndsInTheParent() throws IOException {
        compare("break main", "run", "next", "next", "next", "print worked", "info inferiors", "continue");
    }

    @Test
    void bothProcessesAreKept() throws IOException {
        compare(
                "set detach-on-fork off",
                "break child_work",
                "break parent_work",
                "run",
                "info inferiors",
                "info breakpoints",
                "inferior 2",
                "print $_inferior",
                "print $_thread",
                "print $_gthread",
                "info threads -gid",
                "continue",
                "info threads 2.1",
                "continue",
                "info inferiors",
                "inferior 1",
                "continue",
                "kill inferiors 1",
                "remove-inferiors 2",
                "info inferiors");
    }

    @Test
    void theChildIsFollowedAndTheParentHeld() throws IOException {
        compare(
                "set follow-fork-mode child",
                "set detach-on-fork off",
                "break child_work",
                "run",
                "info inferiors",
                "detach inferiors 1",
                "info inferiors",
                "inferior");
    }

    @Test
    void everyProcessRuns() {
        // Which of the two ends is told first is chance, in gdb as well.
        assertThat(BatchRun.sonde(
                        FAMILY, List.of("set schedule-multiple on", "set detach-on-fork off", "run", "info inferiors")))
                .anyMatch(line -> line.equals("[Inferior 1 (process PID) exited normally]")
                        || line.equals("[Inferior 2 (process PID) exited with code 03]"));
    }

    @Test
    void execMakesANewInferior() throws IOException {
        compare("set follow-exec-mode new", "set follow-fork-mode child", "run /bin/true", "info inferiors");
    }

    @Test
    void inferiorsAreAddedAndRemoved() throws IOException {
        compare(
                "add-inferior",
                "clone-inferior",
                "info inferiors",
                "remove-inferiors 2",
                "inferior 3",
                "break main",
                "run",
                "info threads",
                "inferior 9",
                "kill inferiors 3",
                "info inferiors");
    }
}
