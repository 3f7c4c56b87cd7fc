package dev.sonde.debuginfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Runs the programs that differential tests compare with, and skips a test where one is missing. */
public final class Tool {
    private Tool() {}

    /** The lines that a program writes; it must end with status 0. */
    public static List<String> lines(String... command) {
        return run(ProcessBuilder.Redirect.from(new File("/dev/null")), command);
    }

    /** The lines that a program writes when it reads {@code input}. */
    public static List<String> linesFrom(Path input, String... command) {
        return run(ProcessBuilder.Redirect.from(input.toFile()), command);
    }

    private static List<String> run(ProcessBuilder.Redirect input, String... command) {
        requireInstalled(command[0]);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(input)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s", Arrays.toString(command)).isZero();
            return output.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command[0] + " ran", e);
        }
    }

    /** Skips the test unless {@code program} is on the search path. */
    public static void requireInstalled(String program) {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(":", -1))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program))),
                () -> program + " is not installed");
    }

    /** Skips the test unless {@code file} is there. */
    public static void requireFile(Path file) {
        assumeTrue(Files.isRegularFile(file), () -> file + " is not there");
    }
}
