package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.testprograms.TestProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code sonde triage} and {@code sonde gcore}: many core files, and those of processes that go on. */
@Timeout(120)
class TriageTest {
    private static final Path CRASHING =
            TestProgram.of("crashing.cc").flags("-O0", "-pthread").compile();

    @TempDir
    private Path directory;

    /** What a run has printed, and its exit status. */
    private record Run(int status, List<String> out, List<String> err) {}

    private static Run run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = new Main(
                        InputStream.nullInputStream(),
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8),
                        false)
                .run(words);
        return new Run(
                status,
                out.toString(StandardCharsets.UTF_8).lines().toList(),
                err.toString(StandardCharsets.UTF_8).lines().toList());
    }

    /** A core file of the program, loaded wherever the kernel likes. */
    private Path core(String name) {
        Path core = directory.resolve(name);
        BatchRun.sonde(CRASHING, List.of("set disable-randomization off", "run", "generate-core-file " + core));
        assertThat(core).exists();
        return core;
    }

    @Test
    void aLineForEachWithTheSameSignatureForTheSameCrash() throws IOException {
        Path first = core("first");
        Path second = core("second");
        Path broken = Files.writeString(directory.resolve("broken"), "no core");
        Run run = run("triage", first.toString(), broken.toString(), second.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .containsExactly(broken + ": \"" + broken
                        + "\" is not a core dump: not an ELF file: the magic number is missing");
        assertThat(run.out()).hasSize(2);
        assertThat(run.out().get(0)).startsWith(first + ": ");
        assertThat(run.out().get(1)).startsWith(second + ": ");
        assertThat(run.out())
                .allSatisfy(line -> assertThat(line)
                        .contains("SIGSEGV (SEGV_MAPERR) at 0x0 (not mapped), `mov (%rax),%eax' in 0x")
                        .contains(" in sum (node=0x0, scale=1.5) at ")
                        .contains(" in outer (what=0x")
                        .contains("\"hello\", first=7) at "));
        assertThat(signature(run.out().get(0))).isEqualTo(signature(run.out().get(1)));
        assertThat(place(run.out().get(0))).isNotEqualTo(place(run.out().get(1)));
    }

    private static String signature(String line) {
        return line.split(" ", -1)[1];
    }

    private static String place(String line) {
        return line.replaceAll(".* in (0x[0-9a-f]+) in sum .*", "$1");
    }

    @Test
    void anObjectForEachWithTheValuesOfTheStack() throws IOException {
        Path core = core("core");
        Run run = run(
                "triage",
                "--json",
                "--exe=" + CRASHING,
                core.toString(),
                directory.resolve("nosuch").toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).hasSize(2);
        assertThat(run.out().get(0))
                .startsWith("{\"core\":\"" + core + "\",\"program\":\"" + CRASHING + "\",")
                .contains(
                        "\"threads\":4,\"signal\":\"SIGSEGV\",\"code\":\"SEGV_MAPERR\",\"fault\":{\"address\":\"0x0\"}")
                .contains("\"function\":\"sum\"")
                .contains("\"arguments\":{\"node\":\"0x0\",\"scale\":\"1.5\"},\"locals\":{\"total\":\"13\"}")
                .contains("\"numbers\":\"std::vector of length 3, capacity 3 = {1, 2, 3}\"")
                .endsWith("\"warnings\":[]}");
        assertThat(run.out().get(1))
                .isEqualTo("{\"core\":\"" + directory + "/nosuch\",\"error\":\"" + directory
                        + "/nosuch: No such file or directory.\"}");
    }

    @Test
    void manyMoreThanAreReadAtOnce() {
        Path core = core("core");
        List<String> words = new ArrayList<>(List.of("triage", "--jobs=3"));
        for (int i = 0; i < 20; i++) {
            words.add(core.toString());
        }
        Run run = run(words.toArray(String[]::new));
        assertThat(run.status()).isZero();
        assertThat(run.out()).hasSize(20);
        assertThat(run.out().stream().distinct()).hasSize(1);
    }

    @Test
    void wordsThatMakeNoSense() {
        assertThat(run("triage").err()).containsExactly("sonde: triage needs a core file; see \"sonde triage --help\"");
        assertThat(run("triage", "--frob", "x").status()).isEqualTo(1);
        assertThat(run("triage", "--jobs=many", "x").status()).isEqualTo(1);
        assertThat(run("triage", "--help").out()).first().asString().startsWith("Usage: sonde triage");
        assertThat(run("gcore").status()).isEqualTo(1);
        assertThat(run("gcore", "x").err()).first().isEqualTo("sonde: \"x\" is no process id");
    }

    @Test
    void aCoreFileOfAProcessThatGoesOn() throws Exception {
        // Java waits for its own children, which cannot be attached to.
        Process shell = new ProcessBuilder("sh", "-c", "sleep 1000 & echo $!; wait").start();
        ProcessHandle sleeper =
                ProcessHandle.of(Long.parseLong(shell.inputReader().readLine())).orElseThrow();
        try {
            Run run = run("gcore", "-o", directory.resolve("c").toString(), Long.toString(sleeper.pid()));
            Path core = directory.resolve("c." + sleeper.pid());
            assertThat(run.status()).isZero();
            assertThat(run.out()).containsExactly("Saved corefile " + core);
            assertThat(sleeper.isAlive()).isTrue();
            assertThat(BatchRun.sonde(List.of("--core=" + core))).contains("Core was generated by `sleep 1000'.");
        } finally {
            sleeper.destroyForcibly();
            shell.waitFor();
        }
    }
}
