package dev.sonde.engine.x86_64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs the compilers and debuggers that the differential tests compare with. */
final class Tools {
    private Tools() {}

    /** Skips the test if a tool is not installed. */
    static void assume(String... tools) {
        List<String> path = Arrays.asList(System.getenv("PATH").split(":", -1));
        for (String tool : tools) {
            assumeTrue(path.stream().anyMatch(directory -> Files.isExecutable(Path.of(directory, tool))), tool);
        }
    }

    /** Compiles one C or assembly source to a program in {@code directory}. */
    static Path compile(Path directory, String fileName, String source, String... options) throws IOException {
        Path file = directory.resolve(fileName);
        Files.writeString(file, source);
        Path program = directory.resolve(fileName + ".program");
        List<String> command = new ArrayList<>(List.of("gcc", "-o", program.toString(), file.toString()));
        command.addAll(List.of(options));
        run(directory, new byte[0], command);
        return program;
    }

    /** The standard output of a program that is to succeed. */
    static byte[] run(Path directory, byte[] input, List<String> command) throws IOException {
        Path errors = Files.createTempFile(directory, "errors", ".txt");
        Path feed = Files.createTempFile(directory, "input", ".bin");
        Files.write(feed, input);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(feed.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            byte[] output = process.getInputStream().readAllBytes();
            assertThat(process.waitFor())
                    .as("%s: %s", command, Files.readString(errors))
                    .isZero();
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while waiting for " + command, e));
        }
    }
}
