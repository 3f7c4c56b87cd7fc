package dev.sonde.cli;

import dev.sonde.testprograms.TestProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs commands on a program in batch mode, in this debugger or in gdb, and collects what they print. */
final class BatchRun {
    /** Data to look at, without debug information. */
    static final Path VALUES = new TestProgram("values.c", "gcc", List.of("-O0")).compile();

    private static final List<String> REMARKS =
            List.of("[Thread debugging using", "Using host libthread", "Delete all environment variables?");

    private BatchRun() {}

    /** The output of {@code commands} in this debugger, errors included, in lines. */
    static List<String> sonde(Path program, List<String> commands) {
        List<String> words = new ArrayList<>();
        addCommands(words, commands);
        words.add(program.toString());
        return sonde(words);
    }

    /** What this debugger prints with these words on its command line, errors included, in lines. */
    static List<String> sonde(List<String> options) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        List<String> words = new ArrayList<>(List.of("-nx", "--batch"));
        words.addAll(options);
        new Main(InputStream.nullInputStream(), out, out, false).run(words.toArray(String[]::new));
        out.flush();
        return normalized(bytes.toString(StandardCharsets.UTF_8));
    }

    /** The same in gdb. */
    static List<String> gdb(Path program, List<String> commands) throws IOException {
        return gdb(program, List.of(), Map.of(), commands);
    }

    /** The same in gdb with the printers that come with the Rust compiler, as rust-gdb starts it. */
    static List<String> rustGdb(Path program, List<String> commands) throws IOException {
        Process compiler = new ProcessBuilder("rustc", "--print", "sysroot").start();
        String root = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        String printers = root + "/lib/rustlib/etc";
        return gdb(
                program,
                List.of("-iex", "add-auto-load-safe-path " + printers, "-iex", "directory " + printers),
                Map.of("PYTHONPATH", printers),
                commands);
    }

    private static List<String> gdb(
            Path program, List<String> options, Map<String, String> environment, List<String> commands)
            throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "gdb", "-nx", "--batch", "-iex", "set startup-with-shell off", "-iex", "set debuginfod enabled off"));
        words.addAll(options);
        addCommands(words, commands);
        words.add(program.toString());
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        return normalized(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** Whether gdb of the version whose texts ours are is installed. */
    static boolean hasGdb() {
        try {
            Process process = new ProcessBuilder("gdb", "--version").start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .matches("GNU gdb .* 13\\.\\d+.*");
        } catch (IOException e) {
            return false;
        }
    }

    private static void addCommands(List<String> words, List<String> commands) {
        for (String command : commands) {
            words.add("-ex");
            words.add(command);
        }
    }

    /** Without what differs from run to run, and gdb's remarks on its libraries. */
    private static List<String> normalized(String output) {
        return output.replaceAll("process \\d+", "process PID")
                .lines()
                .filter(line -> REMARKS.stream().noneMatch(line::startsWith))
                .toList();
    }
}
