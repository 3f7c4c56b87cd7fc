package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is printed about shared libraries and thread-local variables is what gdb prints. */
@Timeout(120)
class LibraryComparisonTest {
    private static final Path LOADER =
            TestProgram.of("tls-loader.c").flags("-pthread").compile();
    private static final Path PLUGIN =
            TestProgram.of("tls-plugin.c").flags("-shared", "-fPIC").compile();

    @BeforeAll
    static void needsGdb() {
        assumeTrue(BatchRun.hasGdb());
    }

    private static void compare(Path program, String... commands) throws IOException {
        List<String> all = new ArrayList<>(List.of("set args " + PLUGIN, "set print thread-events off"));
        all.addAll(Arrays.asList(commands));
        assertThat(normalized(BatchRun.sonde(program, all))).isEqualTo(normalized(BatchRun.gdb(program, all)));
    }

    private static List<String> normalized(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("LWP \\d+", "LWP TID").replaceAll("argv=0x\\w+", "argv=ARGV"))
                .toList();
    }

    @Test
    void librariesThatAreLoaded() throws IOException {
        compare(
                LOADER,
                "info sharedlibrary",
                "starti",
                "info sharedlibrary",
                "break marker",
                "continue",
                "info sharedlibrary",
                "info sharedlibrary libc",
                "info sharedlibrary libc\\.so\\.6$",
                "info sharedlibrary nothing",
                "info dll libc",
                "nosharedlibrary",
                "info sharedlibrary",
                "sharedlibrary libc",
                "info sharedlibrary",
                "sharedlibrary nothing",
                "sharedlibrary",
                "info sharedlibrary");
    }

    /** gdb reads the symbols of the C library all the same, which its thread library wants. */
    @Test
    void symbolsThatAreNotReadByThemselves() throws IOException {
        compare(
                LOADER,
                "show auto-solib-add",
                "set auto-solib-add off",
                "show auto-solib-add",
                "break marker",
                "run",
                "info sharedlibrary \\(ld-\\|plugin\\)",
                "sharedlibrary plugin",
                "info sharedlibrary \\(ld-\\|plugin\\)",
                "break plugin_work",
                "continue",
                "backtrace");
    }

    @Test
    void catchpointsOfLibraries() throws IOException {
        compare(
                LOADER,
                "catch load",
                "tcatch load libc",
                "catch unload plugin",
                "catch load nothing",
                "info breakpoints",
                "run",
                "info sharedlibrary",
                "delete 1",
                "catch load plugin",
                "continue",
                "continue",
                "info sharedlibrary",
                "info breakpoints",
                "disable 3",
                "continue",
                "continue");
    }

    @Test
    void everyEventOfTheLoader() throws IOException {
        compare(
                LOADER,
                "show stop-on-solib-events",
                "set stop-on-solib-events 1",
                "show stop-on-solib-events",
                "run",
                "continue",
                "continue",
                "continue",
                "set stop-on-solib-events 0",
                "continue");
    }

    @Test
    void pendingBreakpoints() throws IOException {
        compare(
                LOADER,
                "show breakpoint pending",
                "set breakpoint pending off",
                "show breakpoint pending",
                "break plugin_work",
                "set breakpoint pending on",
                "show breakpoint pending",
                "break plugin_work",
                "tbreak tls-plugin.c:7",
                "break plugin_work if x == 2",
                "info breakpoints",
                "run",
                "info breakpoints",
                "continue",
                "info breakpoints",
                "info sharedlibrary plugin",
                "continue",
                "info breakpoints");
    }

    /** A location that was disabled is so when its library has come back. */
    @Test
    void aDisabledLocationOfALibraryThatIsLoadedAgain() throws IOException {
        compare(
                LOADER,
                "set breakpoint pending on",
                "break plugin_work",
                "break 38",
                "run",
                "disable 1.1",
                "continue",
                "continue");
    }

    @Test
    void pendingBreakpointsInAuto() throws IOException {
        compare(LOADER, "break plugin_work", "info breakpoints", "set breakpoint pending auto", "break nowhere.c:1");
    }

    @Test
    void threadLocalVariablesOfAProgramAndALibrary() throws IOException {
        compare(
                LOADER,
                "print mine",
                "break marker",
                "run",
                "print plugin_count",
                "print &plugin_count",
                "print plugin_private",
                "x/dw &plugin_count",
                "print sizeof(plugin_count)",
                "whatis plugin_count",
                "whatis &plugin_count",
                "ptype plugin_private",
                "info address plugin_count",
                "info address mine",
                "print mine",
                "print hidden",
                "continue",
                "print plugin_count",
                "print &plugin_count",
                "print plugin_private",
                "x/dw &plugin_count",
                "print plugin_count + mine",
                "print errno",
                "print hidden",
                "print &hidden",
                "print plugin_count = 70",
                "continue",
                "print plugin_count",
                "print mine",
                "print hidden",
                "print errno",
                "thread apply 1 print plugin_count",
                "thread apply 1 print mine",
                "thread apply 1 print errno",
                "continue",
                "print plugin_count",
                "print mine");
    }

    @Test
    void threadLocalVariablesOfClassesNamespacesAndFunctions() throws IOException {
        compare(
                TestProgram.of("tls.cc").flags("-pthread").compile(),
                "print table",
                "print pair.b",
                "print &pair",
                "break marker",
                "run",
                "up",
                "print Counter::live",
                "print id",
                "print &id",
                "info locals",
                "print table",
                "print pair",
                "print &pair.b",
                "print &table[1]",
                "print ns::deep",
                "print Counter::total",
                "continue",
                "up",
                "print Counter::live",
                "print id",
                "print table",
                "print ns::deep",
                "x/3dw table",
                "x/dw &id",
                "whatis &table",
                "ptype pair");
    }
}
