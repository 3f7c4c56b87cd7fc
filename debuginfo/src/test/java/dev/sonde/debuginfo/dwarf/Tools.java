package dev.sonde.debuginfo.dwarf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs compilers and the tools that results are compared with; a tool that is missing skips the test. */
public final class Tools {
    private Tools() {}

    /** Skips the test when a tool is missing. */
    public static void require(String tool) {
        assumeTrue(has(tool), tool + " is not installed");
    }

    /** Whether a tool is there. */
    public static boolean has(String tool) {
        for (String directory : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(directory, tool))) {
                return true;
            }
        }
        return false;
    }

    /** What a command prints, line by line. Errors it prints are not part of that. */
    public static List<String> run(Path directory, String... command) {
        require(command[0]);
        try {
            Path output = Files.createTempFile("tool", ".out");
            try {
                Process process = new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                // readelf's exit status tells of warnings too, so what counts is what it printed.
                process.waitFor();
                return List.of(
                        Files.readString(output, StandardCharsets.ISO_8859_1).split("\n", -1));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Compiles a source file that it writes to the directory first; the result has the name {@code output}. */
    public static Path compile(Path directory, String output, String file, String source, String... flags) {
        String compiler = file.endsWith(".c") || file.endsWith(".s") ? "gcc" : "g++";
        return compileBy(compiler, directory, output, file, source, List.of(flags));
    }

    /** Compiles a source file that it writes to the directory first by a compiler of a name. */
    public static Path compileBy(
            String compiler, Path directory, String output, String file, String source, List<String> flags) {
        require(compiler);
        try {
            Files.writeString(directory.resolve(file), source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var command = new ArrayList<>(List.of(compiler, "-o", output, file));
        command.addAll(flags);
        run(directory, command.toArray(String[]::new));
        assertThat(directory.resolve(output)).as("%s", command).exists();
        return directory.resolve(output);
    }
}
