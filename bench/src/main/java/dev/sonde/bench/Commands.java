package dev.sonde.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compiling and running the programs that are measured. */
final class Commands {
    private final Path directory;

    Commands(Path directory) {
        this.directory = directory;
    }

    /** Compiles a C resource of this package. */
    Path compile(String source, String... flags) throws IOException, InterruptedException {
        Path text = extract(source);
        Path program = directory.resolve(source.substring(0, source.indexOf('.')));
        var command = new ArrayList<>(List.of("gcc", "-o", program.toString(), text.toString()));
        command.addAll(Arrays.asList(flags));
        run(command);
        return program;
    }

    /** Makes a file of a resource of this package. */
    Path extract(String source) throws IOException {
        Path text = directory.resolve(source);
        try (var in = Commands.class.getResourceAsStream(source)) {
            if (in == null) {
                throw new IOException("the resource " + source + " is missing");
            }
            Files.write(text, in.readAllBytes());
        }
        return text;
    }

    /** Runs a command and gives what it printed. */
    static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed:\n" + output);
        }
        return output;
    }

    /** Whether a command is installed. */
    static boolean exists(String command) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, command)));
    }
}
