package dev.sonde.bench;

import dev.sonde.bench.Contest.Quantity;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/**
 * Threads: the stacks of every thread of a JVM, attaching to a program of very many threads, every stack of a program with
 * deep ones, and how long it takes to stop all threads of a busy program.
 *
 * <p>The first argument is the command that starts Sonde, the second a libjvm.so, whose JVM is debugged.
 */
public final class ThreadBenchmark {
    private static final int ROUNDS = 3;
    private static final int STOPS = 5;
    private static final String CROWD = "2000";
    private static final String DEEP = "500";
    private static final String FRAMES = "30";
    private static final Quantity SECONDS = new Quantity(" s", 1);
    private static final Quantity MEGABYTES = new Quantity(" MB", 1e-3);
    private static final Quantity MILLISECONDS = new Quantity(" ms", 1e3);

    private final String sonde;
    private final Path java;
    private final Path directory;
    private final Commands commands;
    private final Path timer;
    private final Path crowd;

    private ThreadBenchmark(String sonde, String library, Path directory) throws IOException, InterruptedException {
        this.sonde = sonde;
        this.directory = directory;
        java = Path.of(library).resolve("../../../bin/java").normalize();
        commands = new Commands(directory);
        timer = commands.compile("baseline.c", "-O2");
        crowd = commands.compile("crowd.c", "-g", "-O1", "-fno-optimize-sibling-calls", "-pthread");
    }

    /** Measures and prints. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("sonde-bench");
        try {
            ThreadBenchmark benchmark = new ThreadBenchmark(args[0], args[1], directory);
            System.out.printf("Medians of %d rounds taken in turn; ratios are medians of ratios by round.%n%n", ROUNDS);
            benchmark.jvm();
            benchmark.crowd();
            benchmark.stacks();
            benchmark.stops();
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void jvm() throws IOException, InterruptedException {
        if (!Files.isExecutable(java)) {
            System.out.println("No " + java + ": a JVM's stacks are left out.");
            return;
        }
        Path source = commands.extract("Threads.java");
        Commands.run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                "--release",
                "17",
                source.toString()));
        try (Debuggee jvm = Debuggee.start(List.of(java.toString(), "-cp", directory.toString(), "Threads"))) {
            Path cache = directory.resolve("cache");
            List<String> nothingKept = new ArrayList<>(List.of("env", "XDG_CACHE_HOME=" + cache));
            nothingKept.addAll(sonde(jvm, "thread apply all bt"));
            new Contest("JVM: every stack, nothing kept")
                    .with("Sonde", () -> {
                        Commands.run(List.of("rm", "-rf", cache.toString()));
                        return wholeProcess(nothingKept);
                    })
                    .run(ROUNDS, SECONDS, MEGABYTES);
            new Contest("JVM: every stack")
                    .with("Sonde", () -> wholeProcess(sonde(jvm, "thread apply all bt")))
                    .withInstalled("gdb", () -> wholeProcess(gdb(jvm, "thread apply all bt")))
                    .withInstalled("lldb", () -> wholeProcess(lldb(jvm, "thread backtrace all")))
                    .run(ROUNDS, SECONDS, MEGABYTES);
            jvm.finish("done");
        }
    }

    private void crowd() throws IOException, InterruptedException {
        try (Debuggee program = Debuggee.start(List.of(crowd.toString(), CROWD, "1", "idle"))) {
            new Contest("attach to " + CROWD + " threads, detach")
                    .with("Sonde", () -> wholeProcess(sonde(program, "print 1")))
                    .withInstalled("gdb", () -> wholeProcess(gdb(program, "print 1")))
                    .withInstalled("lldb", () -> wholeProcess(lldb(program, "expression 1")))
                    .run(ROUNDS, SECONDS, MEGABYTES);
        }
    }

    private void stacks() throws IOException, InterruptedException {
        try (Debuggee program = Debuggee.start(List.of(crowd.toString(), DEEP, FRAMES, "idle"))) {
            new Contest(DEEP + " stacks of " + FRAMES + " frames")
                    .with("Sonde", () -> wholeProcess(sonde(program, "thread apply all bt")))
                    .withInstalled("gdb", () -> wholeProcess(gdb(program, "thread apply all bt")))
                    .withInstalled("lldb", () -> wholeProcess(lldb(program, "thread backtrace all")))
                    .run(ROUNDS, SECONDS, MEGABYTES);
        }
    }

    private void stops() throws IOException, InterruptedException {
        try (Debuggee program = Debuggee.start(List.of(crowd.toString(), DEEP, "1", "busy"))) {
            String pid = Integer.toString(program.pid());
            new Contest("stop " + DEEP + " running threads")
                    .with("Sonde", () -> new double[] {stopSeconds(program.pid())})
                    .with("C", () -> new double[] {
                        Double.parseDouble(Commands.run(List.of(timer.toString(), "stop", pid, Integer.toString(STOPS)))
                                .strip())
                    })
                    .run(ROUNDS, MILLISECONDS);
        }
    }

    /** How long it takes from the wish to the stop of all threads, in seconds, on average. */
    private static double stopSeconds(int pid) throws InterruptedException {
        try (Target target = new Target()) {
            target.attachTo(pid);
            long total = 0;
            for (int i = 0; i < STOPS; i++) {
                FutureTask<Object> run = new FutureTask<>(() -> target.resume(Resumption.continueAll()));
                Thread.ofPlatform().start(run);
                while (target.inferior().threads().stream().anyMatch(thread -> thread.isStopped())) {
                    Thread.onSpinWait();
                }
                long start = System.nanoTime();
                target.interrupt();
                run.get();
                total += System.nanoTime() - start;
            }
            return total / 1e9 / STOPS;
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private List<String> sonde(Debuggee program, String command) {
        return List.of(sonde, "--batch", "-nx", "-p", Integer.toString(program.pid()), "-ex", command, "-ex", "detach");
    }

    private static List<String> gdb(Debuggee program, String command) {
        return List.of(
                "gdb",
                "--batch",
                "-nx",
                "-iex",
                "set debuginfod enabled off",
                "-p",
                Integer.toString(program.pid()),
                "-ex",
                command,
                "-ex",
                "detach");
    }

    private static List<String> lldb(Debuggee program, String command) {
        return List.of("lldb", "--batch", "-x", "-p", Integer.toString(program.pid()), "-o", command, "-o", "detach");
    }

    private double[] wholeProcess(List<String> command) throws IOException, InterruptedException {
        List<String> timed = new ArrayList<>(List.of(timer.toString(), "time"));
        timed.addAll(command);
        String[] figures = Commands.run(timed).strip().split(" ", -1);
        return new double[] {Double.parseDouble(figures[0]), Double.parseDouble(figures[1])};
    }
}
