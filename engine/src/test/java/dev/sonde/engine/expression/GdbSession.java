package dev.sonde.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** gdb with the program stopped at {@code main}, and what it answered to a list of commands. */
final class GdbSession {
    private static final String SEPARATOR = "@@answer@@";

    final Path program;
    final Path core;
    final List<String> answers;

    private GdbSession(Path program, Path core, List<String> answers) {
        this.program = program;
        this.core = core;
        this.answers = answers;
    }

    /** Runs gdb once; the answers are in the order of the commands, errors among them. */
    static GdbSession run(Path directory, List<String> commands) throws IOException {
        List<String> path = Arrays.asList(System.getenv("PATH").split(":", -1));
        for (String tool : List.of("gcc", "gdb")) {
            assumeTrue(path.stream().anyMatch(d -> Files.isExecutable(Path.of(d, tool))), tool);
        }
        for (String name : List.of("program.c", "types.c")) {
            try (InputStream resource = GdbSession.class.getResourceAsStream(name)) {
                Files.write(
                        directory.resolve(name),
                        Objects.requireNonNull(resource).readAllBytes());
            }
        }
        execute(directory, "", List.of("gcc", "-g", "-c", "types.c"));
        execute(directory, "", List.of("gcc", "-O0", "-static", "-no-pie", "-o", "program", "program.c", "types.o"));
        Path program = directory.resolve("program");
        Path core = directory.resolve("core");
        StringBuilder script = new StringBuilder();
        for (String line : List.of(
                "set width 0",
                "set height 0",
                "set confirm off",
                "set use-coredump-filter off",
                "set dump-excluded-mappings on",
                "break *main",
                "run",
                "tbreak *helper",
                "continue",
                "generate-core-file " + core)) {
            script.append(line).append('\n');
        }
        for (String command : commands) {
            script.append("echo \\n")
                    .append(SEPARATOR)
                    .append("\\n\n")
                    .append(command)
                    .append('\n');
        }
        script.append("echo \\n").append(SEPARATOR).append("\\n\nkill\n");
        String output = execute(
                directory,
                script.toString(),
                List.of("gdb", "-q", "-nx", "-nh", "-ex", "set prompt", program.toString()));
        List<String> answers = new ArrayList<>();
        String[] parts = output.split("\n" + SEPARATOR + "\n", -1);
        for (int i = 1; i < parts.length - 1; i++) {
            answers.add(parts[i].strip());
        }
        assertThat(answers).hasSameSizeAs(commands);
        return new GdbSession(program, core, answers);
    }

    private static String execute(Path directory, String input, List<String> command) throws IOException {
        Path feed = Files.createTempFile(directory, "input", ".txt");
        Files.writeString(feed, input);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(feed.toFile())
                .redirectErrorStream(true);
        // The language decides which characters gdb takes for printable.
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while waiting for " + command, e));
        }
    }
}
