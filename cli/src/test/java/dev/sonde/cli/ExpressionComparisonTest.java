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

/** What expressions yield by the scopes and the notation of each language is what gdb says. */
@Timeout(120)
class ExpressionComparisonTest {
    private static final Path IMPORTS = TestProgram.of("imports.cc").flags("-w").compile();

    private static void compare(Path program, String place, String... expressions) throws IOException {
        assumeTrue(BatchRun.hasGdb());
        List<String> commands = stopping(place, expressions);
        assertThat(BatchRun.sonde(program, commands)).isEqualTo(BatchRun.gdb(program, commands));
    }

    /** Stops at a line and gives each command. */
    private static List<String> stopping(String place, String... commands) {
        List<String> all = new ArrayList<>(List.of("break " + place, "run"));
        all.addAll(List.of(commands));
        return all;
    }

    @Test
    void blocksTakeInNamesOfNamespaces() throws IOException {
        compare(
                IMPORTS,
                "imports.cc:58",
                "print depth",
                "print level",
                "print sum(1)",
                "print local_alias::shared",
                "print local_alias::Mode::ON",
                "print (local_alias::Mode) 1",
                "ptype local_alias::Mode",
                "print shared",
                "next",
                "next",
                "print depth",
                "print sum(1)",
                "up",
                "print depth");
    }

    @Test
    void namespacesTakeInNamesOfOthers() throws IOException {
        compare(
                IMPORTS,
                "imports.cc:58",
                "print alias::level",
                "print &alias::level",
                "print alias::sum(2)",
                "print alias::Point::count",
                "print Point::count",
                "print sizeof(Point)",
                "print sizeof(alias::Point)",
                "ptype alias::Point",
                "whatis Point",
                "print there",
                "print from_used",
                "print used::from_used",
                "print ::from_used",
                "print host::shared",
                "print shared",
                "print host::run()");
    }

    @Test
    void namesOfAnonymousNamespacesAreVisible() throws IOException {
        compare(
                IMPORTS,
                "imports.cc:58",
                "print hidden",
                "print secret",
                "print twice(4)",
                "print sizeof(Secret)",
                "print '(anonymous namespace)::hidden'",
                "print deep",
                "print used::deep");
    }

    @Test
    void namespacesCountWithoutAProcessToo() throws IOException {
        assumeTrue(BatchRun.hasGdb());
        List<String> commands = List.of("list main", "print from_used", "print alias::level", "print there");
        assertThat(BatchRun.sonde(IMPORTS, commands)).isEqualTo(BatchRun.gdb(IMPORTS, commands));
    }
}
