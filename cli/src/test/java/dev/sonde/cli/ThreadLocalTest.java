package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.testprograms.TestProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Thread-local variables where gdb cannot tell them: static programs, musl, Rust. */
@Timeout(120)
class ThreadLocalTest {
    private static List<String> values(Path program, String... commands) {
        return BatchRun.sonde(program, List.of(commands)).stream()
                .filter(line -> line.startsWith("$") || line.startsWith("Cannot") || line.startsWith("The inferior"))
                .toList();
    }

    @Test
    void staticPrograms() {
        for (String kind : List.of("-static", "-static-pie")) {
            Path program = TestProgram.of("static-tls.c").flags(kind).compile();
            assertThat(values(program, "break marker", "run", "print one", "print two", "print (int) errno"))
                    .containsExactly("$1 = 2", "$2 = 2", "$3 = 33");
        }
    }

    @Test
    void musl() {
        TestProgram host = TestProgram.of("tls-loader.c").with("musl-gcc");
        assumeTrue(host.canCompile());
        Path plugin = TestProgram.of("tls-plugin.c")
                .with("musl-gcc")
                .flags("-shared", "-fPIC")
                .compile();
        assertThat(values(
                        host.compile(),
                        "set args " + plugin,
                        "break marker",
                        "run",
                        "print plugin_count",
                        "continue",
                        "print plugin_count",
                        "print plugin_private",
                        "print mine",
                        "print hidden",
                        "continue",
                        "print plugin_count",
                        "print mine",
                        "thread 1",
                        "print plugin_count"))
                .containsExactly("$1 = 7", "$2 = 8", "$3 = 9", "$4 = 5", "$5 = 7", "$6 = 7", "$7 = 55", "$8 = 8");
    }

    @Test
    void muslLibrariesAndPendingBreakpoints() {
        TestProgram host = TestProgram.of("tls-loader.c").with("musl-gcc");
        assumeTrue(host.canCompile());
        Path plugin = TestProgram.of("tls-plugin.c")
                .with("musl-gcc")
                .flags("-shared", "-fPIC")
                .compile();
        List<String> lines = BatchRun.sonde(
                host.compile(),
                List.of(
                        "set args " + plugin,
                        "set breakpoint pending on",
                        "break plugin_work",
                        "catch load",
                        "run",
                        "info sharedlibrary",
                        "continue"));
        assertThat(lines)
                .contains("  Inferior loaded " + plugin)
                .anyMatch(line -> line.endsWith("/lib/ld-musl-x86_64.so.1"))
                .anyMatch(line -> line.startsWith("Breakpoint 1, plugin_work (x=1)"));
    }

    @Test
    void rust() {
        TestProgram source = TestProgram.of("tls.rs");
        assumeTrue(source.canCompile());
        String name = "'tls::COUNT::{constant#0}::{closure#0}::__RUST_STD_INTERNAL_VAL'";
        List<String> values = values(
                source.compile(),
                "break marker",
                "run",
                "print " + name,
                "continue",
                "print " + name,
                "thread 1",
                "print " + name);
        assumeTrue(values.size() == 3, "this compiler's standard library calls them otherwise");
        assertThat(values.get(0)).contains("value: Cell = {value = 6}");
        assertThat(values.get(1)).contains("value: Cell = {value = 15}");
        assertThat(values.get(2)).contains("value: Cell = {value = 6}");
    }

    @Test
    void beforeTheProgramRunsAndBeforeAThreadHasAny() {
        Path program = TestProgram.of("static-tls.c").compile();
        List<String> lines = BatchRun.sonde(program, List.of("print one", "starti", "print one", "info locals"));
        assertThat(lines)
                .contains("Cannot read `one' without registers")
                .contains("Cannot find thread-local storage for process PID, executable file " + program + ":");
    }
}
