package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.engine.target.Target;
import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code info functions} lists what gdb lists, in its order. */
@Timeout(120)
class FunctionListComparisonTest {
    private static final TestProgram C = TestProgram.of("functions.c");
    private static final TestProgram CXX = TestProgram.of("functions.cc");

    private static void compare(Path program, String... commands) throws IOException {
        assumeTrue(BatchRun.hasGdb());
        List<String> all = List.of(commands);
        assertThat(BatchRun.sonde(program, all)).isEqualTo(withoutRemarks(BatchRun.gdb(program, all)));
    }

    /** Without what gdb says of the scripts that Rust's compiler names. */
    private static List<String> withoutRemarks(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("warning: Missing auto-load script")
                        && !line.startsWith("of file ")
                        && !line.startsWith("Use `info auto-load"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-O0", "-O2"})
    void functionsOfC(String optimisation) throws IOException {
        compare(
                C.flags(optimisation).compile(),
                "info functions",
                "info functions fact",
                "info functions -n",
                "info functions -n ma",
                "info functions -q -n ^m",
                "info functions -q zzz",
                "info functions zzz",
                "info functions _");
    }

    @Test
    void regularExpressionsAreBasicOnes() throws IOException {
        compare(
                C.flags("-O0").compile(),
                "info functions (",
                "info functions -foo",
                "info functions ^\\(main\\|fact\\)$",
                "info functions [[]",
                "info functions [^]a-z_]",
                "info functions ^[^m_]",
                "info functions *",
                "info functions p*ly",
                "info functions p\\+l",
                "info functions p\\{2\\}",
                "info functions a.p");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-O0", "-O1"})
    void functionsOfCxx(String optimisation) throws IOException {
        compare(
                CXX.flags(optimisation).compile(),
                "info functions -n .",
                "info functions geo::",
                "info functions S::",
                "info functions operator",
                "info functions twice",
                "info functions hidden");
    }

    @Test
    void variablesAndTypes() throws IOException {
        compare(
                TestProgram.of("data.c").flags("-O0").compile(),
                "info variables -n .",
                "info variables -n glob",
                "info variables -q zzz",
                "info variables zzz",
                "info variables -t int",
                "info variables -n -t struct .",
                "info variables message",
                "info types point",
                "info types node",
                "info types zzz",
                "info types -q zzz",
                "info types size_t");
        compare(
                TestProgram.of("classes.cc").flags("-O0").compile(),
                "info variables -n .",
                "info variables -t Hidden",
                "info variables shapes::",
                "info types shapes::P",
                "info types Arr");
    }

    @Test
    void functionsOfRust() throws IOException {
        TestProgram source = TestProgram.of("results.rs");
        assumeTrue(source.canCompile());
        compare(source.compile(), "info functions -n results::");
    }

    @Test
    void functionsOfAProgramWithoutDebuggingInformation() throws IOException {
        compare(BatchRun.VALUES, "info functions", "info functions main", "info functions -n main");
    }

    @Test
    void functionsOfARunningProgramHaveItsAddresses() throws IOException {
        compare(
                C.flags("-O0").compile(),
                "break choose",
                "run",
                "info functions ^fact$",
                "info functions ^frame_dummy");
    }

    @Test
    void anInterruptEndsTheSearch() {
        try (Target target = new Target()) {
            target.load(C.flags("-O0").compile());
            var module = target.modules().all().getFirst();
            assertThat(target.variables().functions(module, _ -> true)).isNotEmpty();
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> target.variables().functions(module, _ -> true));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
