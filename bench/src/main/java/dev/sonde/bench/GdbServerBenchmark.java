package dev.sonde.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * The stub beside gdbserver, both driven by gdb over their standard input and output: single steps, a breakpoint whose
 * condition is evaluated on the target, memory through the protocol, and the time to the first stop.
 *
 * <p>The first argument is the command that starts Sonde.
 */
public final class GdbServerBenchmark {
    private static final int ROUNDS = 3;
    private static final int STEPS = 10_000;
    private static final int HITS = 100_000;
    private static final int MIB = 256;

    private final String program;

    private GdbServerBenchmark(Path directory) throws IOException, InterruptedException {
        program = new Commands(directory)
                .compile("debuggee.c", "-g", "-O1", "-no-pie")
                .toString();
    }

    /** Measures and prints. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (!Commands.exists("gdb") || !Commands.exists("gdbserver")) {
            System.out.println("The stub is measured beside gdbserver by gdb: install both.");
            return;
        }
        Path directory = Files.createTempDirectory("sonde-bench");
        try {
            new GdbServerBenchmark(directory).run(args[0] + " server", "gdbserver");
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void run(String ours, String theirs) throws IOException, InterruptedException {
        System.out.printf("Medians of %d rounds taken in turn; ratios are medians of ratios by round.%n%n", ROUNDS);
        contest("start to the first stop", ours, theirs, "calls 1", n -> List.of(), new Contest.Quantity(" s", 1));
        contest(
                STEPS + " stepi",
                ours,
                theirs,
                "spin",
                n -> n == 0 ? List.of() : List.of("stepi " + STEPS),
                new Contest.Quantity(" s", 1));
        contest(
                HITS + " hits, condition false",
                ours,
                theirs,
                "calls " + HITS,
                n -> n == 0
                        ? List.of()
                        : List.of("set breakpoint condition-evaluation target", "break work if $rdi == -1", "continue"),
                new Contest.Quantity(" s", 1));
        contest(
                MIB + " MiB of memory",
                ours,
                theirs,
                "memory " + MIB,
                n -> {
                    List<String> commands = new ArrayList<>(List.of("break work", "continue"));
                    if (n > 0) {
                        commands.add("dump binary memory /dev/null $rdi $rdi+" + ((long) MIB << 20));
                    }
                    return commands;
                },
                new Contest.Quantity(" s", 1));
    }

    /** What the commands take, without the time that a session without them takes. */
    private void contest(
            String what,
            String ours,
            String theirs,
            String arguments,
            IntFunction<List<String>> script,
            Contest.Quantity unit)
            throws IOException, InterruptedException {
        new Contest(what)
                .with("Sonde", () -> new double[] {difference(ours, arguments, script)})
                .with("gdbserver", () -> new double[] {difference(theirs, arguments, script)})
                .run(ROUNDS, unit);
    }

    private double difference(String server, String arguments, IntFunction<List<String>> script)
            throws IOException, InterruptedException {
        List<String> with = script.apply(1);
        double busy = seconds(server, arguments, with);
        return with.isEmpty() ? busy : Math.max(0, busy - seconds(server, arguments, script.apply(0)));
    }

    private double seconds(String server, String arguments, List<String> commands)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("gdb", "--batch", "-nx", program));
        List<String> all = new ArrayList<>(List.of(
                "set pagination off",
                "set sysroot",
                "target remote | " + server + " --once - " + program + " " + arguments));
        all.addAll(commands);
        for (String command : all) {
            words.add("-ex");
            words.add(command);
        }
        long start = System.nanoTime();
        Commands.run(words);
        return (System.nanoTime() - start) / 1e9;
    }
}
