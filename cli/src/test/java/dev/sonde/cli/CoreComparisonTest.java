package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said of core files is what gdb says of the same ones, whoever has written them. */
@Timeout(180)
class CoreComparisonTest {
    private static final Path PROGRAM =
            TestProgram.of("crashing.cc").flags("-O0", "-pthread").compile();

    private static final List<String> SCRIPT = List.of(
            "thread apply all bt",
            "info threads",
            "bt full",
            "info proc",
            "info proc mappings",
            "info proc cwd",
            "info files",
            "info sharedlibrary",
            "print $_siginfo",
            "print $_exitsignal",
            "info inferiors",
            "info program",
            "x/4i $pc",
            "print counter",
            "print names",
            "x/s 0",
            "info registers rsp eflags fs_base",
            "print $ymm7.v4_double",
            "thread 2",
            "bt 2",
            "detach",
            "info threads");

    /** Each after opening the core file, for gdb ends a script at the first error. */
    private static final List<String> REFUSED = List.of(
            "print counter = 3",
            "print $rax = 3",
            "continue",
            "stepi",
            "next",
            "finish",
            "jump outer",
            "call sum(0, 1)",
            "signal 0",
            "until",
            "advance outer",
            "return",
            "kill",
            "generate-core-file",
            "info proc status",
            "break outer",
            "watch counter");

    @TempDir
    private Path directory;

    @BeforeAll
    static void needsGdb() {
        assumeTrue(BatchRun.hasGdb());
    }

    private static void compare(Path program, Path core, List<String> commands) throws IOException {
        List<String> all = new ArrayList<>(List.of("set width 0", "core-file " + core));
        all.addAll(commands);
        assertThat(comparable(BatchRun.sonde(program, all))).isEqualTo(comparable(BatchRun.gdb(program, all)));
    }

    /** Without what gdb says of its own troubles with this processor's registers. */
    private static List<String> comparable(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("warning: Section `.reg-xstate") && !line.isBlank())
                .filter(line -> !line.startsWith("\tWhile running this"))
                .toList();
    }

    private Path byGdb() throws IOException {
        Path core = directory.resolve("gdb.core");
        BatchRun.gdb(PROGRAM, List.of("run", "generate-core-file " + core));
        return core;
    }

    private Path bySonde() {
        Path core = directory.resolve("sonde.core");
        assertThat(BatchRun.sonde(PROGRAM, List.of("run", "generate-core-file " + core)))
                .contains("Saved corefile " + core);
        return core;
    }

    /** What the kernel writes, if it writes it where the program is. */
    private Optional<Path> byKernel() throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "ulimit -c unlimited; " + PROGRAM)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .start()
                .waitFor();
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("core"))
                    .findFirst();
        }
    }

    @Test
    void oneThatGdbHasWritten() throws IOException {
        compare(PROGRAM, byGdb(), SCRIPT);
    }

    @Test
    void oneOfOurs() throws IOException {
        Path core = bySonde();
        compare(PROGRAM, core, SCRIPT);
        for (String refused : REFUSED) {
            compare(PROGRAM, core, List.of(refused));
        }
    }

    @Test
    void oneThatTheKernelHasWritten() throws Exception {
        Optional<Path> core = byKernel();
        assumeTrue(core.isPresent());
        compare(
                PROGRAM,
                core.get(),
                SCRIPT.stream()
                        .filter(line -> !line.equals("info threads") && !line.contains("ymm"))
                        .toList());
    }

    @Test
    void ofAnotherProgramOrNotThere() throws IOException {
        Path core = bySonde();
        Path other = TestProgram.of("loop.c").compile();
        assertThat(BatchRun.sonde(other, List.of("core-file " + core)).getFirst())
                .isEqualTo(BatchRun.gdb(other, List.of("core-file " + core)).stream()
                        .filter(line -> !line.isBlank())
                        .findFirst()
                        .orElseThrow());
        for (String command : List.of("core-file /no/such/core", "target core", "core-file", "info auxv")) {
            assertThat(BatchRun.sonde(PROGRAM, List.of(command))).isEqualTo(BatchRun.gdb(PROGRAM, List.of(command)));
        }
    }

    @Test
    void whatLeadsToTheProgramIsFoundWithoutIt() throws IOException {
        Path core = bySonde();
        List<String> lines = BatchRun.sonde(List.of("--core=" + core, "-ex", "bt"));
        assertThat(lines).anyMatch(line -> line.contains("in sum (node=0x0, scale=1.5) at "));
        assertThat(lines).contains("Program terminated with signal SIGSEGV, Segmentation fault.");
        assertThat(BatchRun.sonde(List.of(PROGRAM.toString(), core.toString(), "-ex", "bt")))
                .isEqualTo(lines);
    }
}
