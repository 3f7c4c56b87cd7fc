package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code attach -tree PID}, which gdb does not have: a process and what it has made, each an inferior. */
@Timeout(120)
class AttachTreeTest {
    /** A shell with a child that sleeps, and another shell with one of its own. */
    private static final String TREE =
            "exec > said; echo $$; sleep 1000 & sh -c 'sleep 1000 & echo ready; exec > /dev/null; wait' & exec > /dev/null; wait";

    @TempDir
    private Path directory;

    private int root;
    private List<ProcessHandle> tree = List.of();

    /** Its parent is init, not this JVM, which would take the statuses that are for the debugger. */
    @BeforeEach
    void startTree() throws IOException, InterruptedException {
        Path said = directory.resolve("said");
        assertThat(new ProcessBuilder("mkfifo", said.toString()).start().waitFor())
                .isZero();
        new ProcessBuilder("setsid", "-f", "sh", "-c", TREE)
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = Files.newBufferedReader(said)) {
            root = Integer.parseInt(output.readLine());
            assertThat(output.readLine()).isEqualTo("ready");
        }
        tree = ProcessHandle.of(root).stream()
                .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                .toList();
    }

    @AfterEach
    void killTree() {
        tree.forEach(ProcessHandle::destroyForcibly);
    }

    private static List<String> run(String... commands) {
        List<String> words = new ArrayList<>();
        for (String command : commands) {
            words.add("-ex");
            words.add(command);
        }
        return BatchRun.sonde(words);
    }

    private static String field(ProcessHandle process, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElseThrow()
                .substring(name.length())
                .strip();
    }

    @Test
    void everyProcessIsAnInferiorUntilTheDebuggerLeaves() throws IOException {
        assertThat(tree).hasSize(4);
        List<String> lines = run(
                "attach -tree " + root,
                "info inferiors",
                "detach inferiors 3",
                "inferior 2",
                "print $_inferior",
                "info inferiors");
        assertThat(lines.stream().filter(line -> line.matches("\\* 1 +process PID .*")))
                .hasSize(1);
        assertThat(lines.stream().filter(line -> line.matches(" {2}[234] +process PID .*")))
                .as("three with all, two with one let go and another selected, of which one is selected")
                .hasSize(3 + 1);
        assertThat(lines.stream().filter(line -> line.matches("  3 +<null> .*")))
                .hasSize(1);
        assertThat(lines).contains("$1 = 2");
        for (ProcessHandle process : tree) {
            assertThat(field(process, "TracerPid:")).isEqualTo("0");
            assertThat(field(process, "State:")).matches("[SR] .*");
        }
    }

    @Test
    void errorsAreThoseOfAttach() {
        assertThat(run("attach -tree 0x7fffffff"))
                .singleElement()
                .isEqualTo("Cannot attach to process PID: there is no such process");
        assertThat(run("attach -tree x")).containsExactly("Illegal process-id: x.");
    }
}
