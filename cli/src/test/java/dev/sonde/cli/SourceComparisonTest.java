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

/** What is printed about the source is what gdb prints, but for the values of arguments. */
@Timeout(120)
class SourceComparisonTest {
    private static final Path LINES = TestProgram.of("lines.c").flags("-O0").compile();

    @BeforeAll
    static void needsGdb() {
        assumeTrue(BatchRun.hasGdb());
    }

    private static void compare(Path program, String... commands) throws IOException {
        List<String> list = List.of(commands);
        assertThat(normalized(BatchRun.sonde(program, list))).isEqualTo(normalized(BatchRun.gdb(program, list)));
    }

    /** Without arguments, and what gdb alone can say before values are there. */
    private static List<String> normalized(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("Value returned is") && !line.startsWith("Contains "))
                .map(line -> line.replaceAll(" \\([^()]*\\)( at |$)", " ()$1"))
                .toList();
    }

    @Test
    void stopsAndFrames() throws IOException {
        compare(
                LINES,
                "set breakpoint pending off",
                "break work",
                "break lines.c:7",
                "tbreak fact",
                "break nowhere",
                "break lines.c:4000",
                "info breakpoints",
                "run",
                "bt",
                "up",
                "frame",
                "down",
                "continue",
                "bt",
                "up",
                "info source");
    }

    @Test
    void variablesOfScopes() throws IOException {
        compare(LINES, "info scope work", "info scope main", "info scope fact", "info scope nowhere", "info scope");
        Path optimized = TestProgram.of("lines.c").flags("-O2").compile();
        List<String> commands = List.of("info scope main");
        // gdb also tells the entries of a location list that others count from, which are no ranges.
        assertThat(BatchRun.sonde(optimized, commands))
                .isEqualTo(BatchRun.gdb(optimized, commands).stream()
                        .map(line -> line.replaceFirst("^ {2}Base address 0x[0-9a-f]+", ""))
                        .toList());
    }

    @Test
    void listings() throws IOException {
        compare(
                LINES,
                "break work",
                "run",
                "list",
                "list",
                "list",
                "list",
                "list -",
                "list fact",
                "list 1,4",
                "list 20",
                "list ,9",
                "list 9,",
                "info line fact",
                "info line lines.c:12",
                "info symbol work");
    }

    @Test
    void listingsOfAProgramThatDoesNotRun() throws IOException {
        compare(LINES, "list fact", "list", "list 3,4", "list -", "info line work", "list lines.c:12");
    }

    @Test
    void aSourceFileThatIsNotThereIsSaidOnce() throws IOException {
        compare(LINES, "set substitute-path / /nonexistent/", "cd /", "break work", "run", "frame", "up");
    }
}
