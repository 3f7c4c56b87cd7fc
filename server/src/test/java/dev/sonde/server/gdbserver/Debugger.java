package dev.sonde.server.gdbserver;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Debuggers that run their commands against our server, over its standard input and output. */
final class Debugger {
    private Debugger() {}

    /** The command that starts the server, with these words behind it. */
    static List<String> server(String... words) {
        String path = Stream.of("jdk.module.path", "java.class.path")
                .map(System::getProperty)
                .filter(value -> value != null && !value.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
        // Surefire patches the module: the classes of the tests are where the server's are.
        String tests = Path.of("target", "test-classes").toAbsolutePath().toString();
        String classes = Path.of("target", "classes").toAbsolutePath().toString();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                String.join(File.pathSeparator, tests, classes, path),
                ServerMain.class.getName()));
        command.addAll(List.of(words));
        return command;
    }

    /** The same as a pipe that gdb connects to. */
    static String pipe(String... words) {
        return "| " + String.join(" ", server(words));
    }

    /** What gdb says to its commands; the first connects, if {@code target} is not empty. */
    static String gdb(String program, String target, String... commands) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gdb")), "gdb is not installed");
        List<String> words = new ArrayList<>(List.of("gdb", "-nx", "-batch", program));
        List<String> all = new ArrayList<>(List.of("set pagination off", "set remotetimeout 60", "set sysroot"));
        if (!target.isEmpty()) {
            all.add("set auto-connect-native-target off");
            all.add(target);
        }
        all.addAll(List.of(commands));
        for (String command : all) {
            words.add("-ex");
            words.add(command);
        }
        return run(words);
    }

    /** What gdb says when a program with arguments is served to it. */
    static String remote(List<String> program, String... commands) throws Exception {
        List<String> words = new ArrayList<>(List.of("--once", "-"));
        words.addAll(program);
        return gdb(program.getFirst(), "target remote " + pipe(words.toArray(String[]::new)), commands);
    }

    /** What gdb says when it is to start programs itself. */
    static String extended(String program, String... commands) throws Exception {
        return gdb(program, "target extended-remote " + pipe("--multi", "-"), commands);
    }

    static String run(List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        // Reading from a process cannot be interrupted.
        CompletableFuture.delayedExecutor(50, TimeUnit.SECONDS).execute(process::destroyForcibly);
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(60, TimeUnit.SECONDS);
            return text;
        } finally {
            process.destroyForcibly();
        }
    }
}
