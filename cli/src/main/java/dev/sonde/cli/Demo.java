package dev.sonde.cli;

import dev.sonde.cli.console.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A session that shows what the debugger can do: compiles a small program with a bug, and finds it.
 *
 * <p>Needs gcc. Runs unattended, too: nothing is asked.
 */
final class Demo {
    private static final String SOURCE = "demo.c";
    private static final int FAILED = 1;

    /** A command, and why it is given. */
    private record Step(String reason, String command) {}

    private static final List<Step> STEPS = List.of(
            new Step("The program keeps an account. Six deposits of 10 on a balance of 100 should make 160.", "run"),
            new Step("They do not. Start again, and stop at the first deposit.", "break deposit"),
            new Step("", "run"),
            new Step("Where is that, who called it, and what does it know?", "backtrace 2"),
            new Step("", "info locals"),
            new Step("", "print account"),
            new Step("Step through it by lines, over what it calls.", "next"),
            new Step("", "step"),
            new Step("", "info args"),
            new Step("", "finish"),
            new Step("", "print account"),
            new Step(
                    "This one was right. Watch the balance, on every thread, and stop at deposits no more.",
                    "delete 1"),
            new Step("", "watch -location account.balance"),
            new Step("The other deposits change it as they should: let these four changes pass.", "ignore 2 4"),
            new Step("", "continue"),
            new Step("It is note() that overwrites the balance. How?", "list note"),
            new Step("", "print entries"),
            new Step("", "ptype /o account"),
            new Step(
                    "Four entries fit, the fifth is the balance. See what the program says in the end, as the kernel"
                            + " sees it.",
                    "catch syscall write"),
            new Step("", "delete 2"),
            new Step("", "continue"),
            new Step("", "kill"));

    private final Console console;
    private final CommandLoop loop;

    /** A demonstration that gives its commands to {@code loop}. */
    Demo(Console console, CommandLoop loop) {
        this.console = console;
        this.loop = loop;
    }

    /** Shows everything; the exit status. */
    int run() {
        try {
            Path directory = Files.createTempDirectory("sonde-demo");
            try {
                return run(compile(directory));
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            console.error("The demonstration cannot be set up: " + e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            return FAILED;
        }
    }

    private int run(Path program) {
        boolean good = loop.run("file " + program);
        for (Step step : STEPS) {
            if (!step.reason.isEmpty()) {
                console.println("");
                console.println("# " + step.reason);
            }
            console.println("(sonde) " + step.command);
            good &= loop.run(step.command);
        }
        return good ? 0 : FAILED;
    }

    private static Path compile(Path directory) throws IOException, InterruptedException {
        Path source = directory.resolve(SOURCE);
        try (InputStream in = Demo.class.getResourceAsStream(SOURCE)) {
            if (in == null) {
                throw new IOException("its program is missing");
            }
            Files.write(source, in.readAllBytes());
        }
        Path program = directory.resolve("demo");
        Process gcc = new ProcessBuilder("gcc", "-g", "-pthread", "-o", program.toString(), SOURCE)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (gcc.waitFor() != 0) {
            throw new IOException("gcc failed: " + said);
        }
        return program;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
