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

/** Variables of functions that are named by their parameters, arguments of every alignment, and empty smart pointers. */
@Timeout(120)
class ScopeComparisonTest {
    private static final String HERE = "32";
    private static final TestProgram SOURCE = TestProgram.of("scopes.cc").flags("-O0", "-w", "-std=c++17");

    private static List<String> stopping(String... commands) {
        List<String> all = new ArrayList<>(List.of("unset environment", "break " + HERE, "run"));
        all.addAll(List.of(commands));
        return all;
    }

    private static void compare(String... commands) throws IOException {
        assumeTrue(BatchRun.hasGdb());
        Path program = SOURCE.compile();
        assertThat(BatchRun.sonde(program, stopping(commands))).isEqualTo(BatchRun.gdb(program, stopping(commands)));
    }

    @Test
    void staticVariablesOfFunctions() throws IOException {
        compare(
                "print space::counted()::calls",
                "print twice<int>(int)::kept",
                "print Counter::next(int)::given",
                "print &twice<int>(int)::kept == 0",
                "whatis Counter::next(int)::given",
                "print sizeof(Counter::next(int)::given)",
                "print counted(int)::nosuch",
                "print main()::x.v[0]",
                "print counted(2)");
    }

    /** gdb 13 takes the first function of the name whatever parameters are written. */
    @Test
    void staticVariablesOfOverloadedFunctions() {
        assertThat(BatchRun.sonde(
                        SOURCE.compile(),
                        stopping(
                                "print counted()::total",
                                "print counted(int)::total",
                                "print counted(int)::again",
                                "print counted(const char *, long)::total",
                                "print 'counted(int)'::total",
                                "whatis counted(int)::again",
                                "print counted(int)::total + counted()::total")))
                .endsWith("$1 = 1", "$2 = 12", "$3 = {1, 2}", "$4 = 102", "$5 = 12", "type = int [2]", "$6 = 13");
    }

    @Test
    void argumentsThatAskForMoreAlignment() throws IOException {
        compare("print wide(1, w, 2)", "print wider(x, 3)", "print wide(wider(x, 3), w, 4)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"libstdc++", "libc++"})
    void smartPointersThatPointToNothing(String library) {
        TestProgram source = library.equals("libc++")
                ? new TestProgram("scopes.cc", "clang++", List.of("-g", "-w", "-std=c++17", "-stdlib=libc++"))
                : SOURCE;
        assumeTrue(source.canCompile(), library + " is not installed");
        List<String> lines = BatchRun.sonde(
                source.compile(),
                stopping(
                        "print empty.use_count()",
                        "print one.use_count()",
                        "print watcher.use_count()",
                        "print one->p",
                        "print *nothing",
                        "print nothing->p",
                        "print *empty",
                        "print empty->p",
                        "print empty",
                        "kill"));
        List<String> answers = lines.subList(lines.indexOf("$1 = 0"), lines.size());
        String unreadable = "Cannot access memory at address 0x0";
        assertThat(answers.subList(0, 8))
                .containsExactly(
                        "$1 = 0", "$2 = 2", "$3 = 2", "$4 = 3", unreadable, unreadable, unreadable, unreadable);
        assertThat(answers.get(8)).startsWith("$5 = std::").contains("(empty)");
    }

    /** gdb 13 does not know the prefix. */
    @Test
    void stringsOfUtf8() {
        assertThat(BatchRun.sonde(
                        SOURCE.compile(), stopping("print u8\"aé\"", "print sizeof(u8\"aé\")", "print u8'a'")))
                .endsWith("$1 = \"aé\"", "$2 = 4", "$3 = 97 'a'");
    }
}
