package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The settings that say where debug files are. */
@Timeout(120)
class DebugFileTest {
    private static final Path COMPLETE =
            TestProgram.of("lines.c").flags("-O0", "-Wl,--build-id").compile();

    @TempDir
    Path directory;

    @Test
    void debugFileDirectory() throws IOException, InterruptedException {
        Path program = stripped();
        String id = ElfFile.open(program).buildId().orElseThrow().toString();
        Path debug = place(id);
        run("objcopy", "--only-keep-debug", COMPLETE.toString(), debug.toString());
        assertThat(BatchRun.sonde(program, List.of("info line work")))
                .containsExactly("No line number information available for \"work\".");
        assertThat(BatchRun.sonde(
                        program, List.of("set debug-file-directory " + directory.resolve("debug"), "info line work")))
                .singleElement()
                .asString()
                .startsWith("Line ")
                .contains("lines.c\" starts at address");
    }

    @Test
    void aDebugFileThatDoesNotMatchIsToldOfOnce() throws IOException, InterruptedException {
        Path program = stripped();
        String id = ElfFile.open(program).buildId().orElseThrow().toString();
        Path other = TestProgram.of("lines.c").flags("-O1", "-Wl,--build-id").compile();
        Files.copy(other, place(id));
        assertThat(BatchRun.sonde(
                        program,
                        List.of(
                                "set debug-file-directory " + directory.resolve("debug"),
                                "info line work",
                                "info scope work")))
                .containsExactly(
                        "warning: the debug file " + place(id) + " does not match: its build-id is "
                                + ElfFile.open(other).buildId().orElseThrow() + ", expected " + id + ".",
                        "No line number information available for \"work\".",
                        "Function \"work\" not defined.");
    }

    @Test
    void theSettingsAreShown() {
        assertThat(BatchRun.sonde(
                        COMPLETE,
                        List.of(
                                "show debug-file-directory",
                                "set debug-file-directory /a:/b",
                                "show debug-file-directory",
                                "set debuginfod urls",
                                "show debuginfod urls",
                                "set debuginfod urls http://localhost:1",
                                "set debuginfod enabled off",
                                "show debuginfod enabled",
                                "set debuginfod enabled maybe")))
                .containsExactly(
                        "The directory where separate debug symbols are searched for is \"/usr/lib/debug\".",
                        "The directory where separate debug symbols are searched for is \"/a:/b\".",
                        "Debuginfod URLs have not been set.",
                        "Debuginfod functionality is \"off\".",
                        "Undefined item: \"maybe\".");
    }

    private Path stripped() throws IOException, InterruptedException {
        Path program = directory.resolve("program");
        run("objcopy", "--strip-all", COMPLETE.toString(), program.toString());
        return program;
    }

    private Path place(String id) throws IOException {
        Path place = directory.resolve("debug/.build-id/" + id.substring(0, 2) + "/" + id.substring(2) + ".debug");
        Files.createDirectories(place.getParent());
        return place;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
