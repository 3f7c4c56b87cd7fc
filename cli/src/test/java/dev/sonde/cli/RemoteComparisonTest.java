package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is debugged through gdbserver prints what gdb prints, but for ids and stack addresses. Files that gdb reads from
 * the stub ({@code target:}) are read here when they are the same.
 */
@Timeout(120)
class RemoteComparisonTest {
    private static final Path PROGRAM = TestProgram.of("calls.c").compile();
    private static final String REMOTE = "target remote | gdbserver --once - " + PROGRAM;
    private static final String EXTENDED = "target extended-remote | gdbserver --multi --once -";
    /** What gdbserver says itself and how gdb gets files, and the sections of libraries. */
    private static final String NOISE = "stdin/stdout redirected|Process .* created; pid = .*|Remote debugging using .*"
            + "|Reading .* from remote target\\.\\.\\.|warning: File transfers .*|Attached; pid = .*"
            + "|.* is \\S+ in .*|Killing process.*|Detaching from process.*"
            + "|Reading symbols from .*|\\(No debugging symbols .*|gdbserver: Cannot attach .*";

    @TempDir
    Path directory;

    @BeforeAll
    static void needsGdbserver() {
        assumeTrue(BatchRun.hasGdb());
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gdbserver")));
    }

    private static void compare(String... commands) throws IOException {
        compare(PROGRAM, commands);
    }

    private static void compare(Path program, String... commands) throws IOException {
        List<String> script = new ArrayList<>(List.of("set remotetimeout 30"));
        script.addAll(List.of(commands));
        List<String> expected = normalized(BatchRun.gdb(program, script));
        assertThat(normalized(BatchRun.sonde(program, script))).isEqualTo(expected);
    }

    private static List<String> normalized(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.strip().matches(NOISE))
                .map(line -> line.replace("target:/", "/")
                        .replace("GDB does not", "Sonde does not")
                        .replaceAll("Thread \\d+\\.\\d+", "Thread N")
                        .replaceAll("\"QCp[0-9a-f.]+\"", "\"QC\"")
                        .replaceAll("0x7ff[0-9a-f]{9}", "STACK")
                        .replaceAll(" {2,}", " ")
                        .strip())
                .toList();
    }

    @Test
    void aProgramIsDebuggedToItsEnd() throws IOException {
        compare(
                REMOTE,
                "info inferiors",
                "info threads",
                "break main",
                "continue",
                "next",
                "info inferiors",
                "delete",
                "kill",
                "info inferiors",
                "monitor help");
    }

    @Test
    void targetsAreDescribed() throws IOException {
        compare(REMOTE, "info target", "break main", "continue", "disconnect", "info inferiors", "info target");
    }

    @Test
    void theStubsOwnCommands() throws IOException {
        compare(
                "monitor help",
                REMOTE,
                "monitor help",
                "monitor nonsense",
                "monitor set debug 0",
                "maintenance packet",
                "maintenance packet qC",
                "maintenance packet qAttached",
                "maintenance packet nonsense",
                "disconnect",
                "maintenance packet qC",
                "disconnect");
    }

    @Test
    void filesAreCopied() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "copied\n".repeat(10_000));
        Path there = directory.resolve("there");
        Path back = directory.resolve("back");
        compare(
                "remote get " + there + " " + back,
                REMOTE,
                "remote put " + text + " " + there,
                "remote get " + there + " " + back,
                "shell cmp " + text + " " + back + " && rm " + back,
                "remote delete " + there,
                "remote delete " + there,
                "remote get " + there + " " + back,
                "remote put " + back + " " + there,
                "remote put " + text + " " + directory + "/none/there",
                "remote put one",
                "remote delete");
    }

    @Test
    void anExtendedConnectionOutlivesProcesses() throws IOException {
        compare(
                EXTENDED,
                "show remote exec-file",
                "set remote exec-file " + PROGRAM,
                "show remote exec-file",
                "info inferiors",
                "break main",
                "run",
                "next",
                "kill",
                "info inferiors",
                "run",
                "info inferiors",
                "disconnect",
                "info inferiors");
    }

    @Test
    void processesAreAttachedToAndLetGo() throws IOException {
        Process sleeper = new ProcessBuilder("sleep", "1000").start();
        try {
            compare(
                    Path.of("/usr/bin/sleep"),
                    EXTENDED,
                    "attach " + sleeper.pid(),
                    "info inferiors",
                    "detach",
                    "info inferiors",
                    // gdbserver ends after this: whether that has been seen by the next command is chance.
                    "attach 4194305");
            assertThat(sleeper.isAlive()).isTrue();
        } finally {
            sleeper.destroyForcibly();
        }
    }

    @Test
    void settings() throws IOException {
        compare(
                "show remotetimeout",
                "set remotetimeout 7",
                "show remotetimeout",
                "show remote exec-file",
                "show debug remote",
                "set debug remote 1",
                "show debug remote",
                "set debug remote off",
                "set sysroot target:",
                "show sysroot",
                REMOTE,
                "info sharedlibrary",
                "break main",
                "continue",
                "info sharedlibrary");
    }

    @Test
    void packetsAreShown() {
        assertThat(BatchRun.sonde(PROGRAM, List.of("set remotetimeout 30", "set debug remote 1", REMOTE, "kill")))
                .anyMatch(line -> line.startsWith("[remote] -> qSupported:"))
                .anyMatch(line -> line.startsWith("[remote] <- PacketSize="))
                .anyMatch(line -> line.startsWith("[remote] -> vKill;"));
    }

    @Test
    void aProgramThatIsOnlyThereIsCopied() throws IOException, InterruptedException {
        assumeTrue(new ProcessBuilder("unshare", "-rm", "true").start().waitFor() == 0, "no namespaces of one's own");
        Files.copy(PROGRAM, directory.resolve("only-there"));
        Path script = Files.writeString(
                directory.resolve("serve.sh"),
                "mount --bind " + directory + " /mnt && exec gdbserver --once - /mnt/only-there\n");
        List<String> lines = BatchRun.sonde(List.of(
                "-ex",
                "set remotetimeout 30",
                "-ex",
                "target remote | unshare -rm sh " + script,
                "-ex",
                "break main",
                "-ex",
                "continue",
                "-ex",
                "kill"));
        assertThat(lines)
                .contains("Reading /mnt/only-there from remote target...")
                .anyMatch(line -> line.startsWith("Breakpoint 1, main ("));
    }
}
