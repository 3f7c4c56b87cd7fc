package dev.sonde.bench;

import dev.sonde.bench.Contest.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Core files: opening one of 2 GB with 200 threads and printing every stack, and writing it.
 *
 * <p>The argument is the command that starts Sonde. The file is mostly holes: the memory of the program is.
 */
public final class CoreBenchmark {
    private static final int ROUNDS = 5;
    private static final int WRITING_ROUNDS = 3;
    private static final String THREADS = "200";
    private static final String FRAMES = "10";
    /** Kilobytes of stack for each thread, which make up the size of the file. */
    private static final String STACK = "10752";

    private static final Quantity SECONDS = new Quantity(" s", 1);
    private static final Quantity MEGABYTES = new Quantity(" MB", 1e-3);

    private final String sonde;
    private final Path directory;
    private final Path timer;
    private final Path crowd;

    private CoreBenchmark(String sonde, Path directory) throws IOException, InterruptedException {
        this.sonde = sonde;
        this.directory = directory;
        Commands commands = new Commands(directory);
        timer = commands.compile("baseline.c", "-O2");
        crowd = commands.compile("crowd.c", "-g", "-O1", "-fno-optimize-sibling-calls", "-pthread");
    }

    /** Measures and prints. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("sonde-bench");
        try {
            CoreBenchmark benchmark = new CoreBenchmark(args[0], directory);
            System.out.println("Medians of rounds taken in turn; ratios are medians of ratios by round.\n");
            benchmark.read(benchmark.write());
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Writes the core file that is read afterwards. */
    private Path write() throws IOException, InterruptedException {
        List<String> command = List.of(crowd.toString(), THREADS, FRAMES, "idle", STACK);
        try (Debuggee program = Debuggee.start(command)) {
            String pid = Integer.toString(program.pid());
            String prefix = directory.resolve("core").toString();
            new Contest("write a core file of " + THREADS + " threads")
                    .with("Sonde", () -> wholeProcess(List.of(sonde, "gcore", "-o", prefix, pid)))
                    .withInstalled("gdb", () -> wholeProcess(gdb("-p", pid, "-ex", "gcore " + prefix + ".gdb")))
                    .run(WRITING_ROUNDS, SECONDS, MEGABYTES);
            Files.deleteIfExists(Path.of(prefix + ".gdb"));
            return Path.of(prefix + "." + pid);
        }
    }

    private void read(Path core) throws IOException, InterruptedException {
        System.out.printf("The core file has %,d bytes.%n", Files.size(core));
        String program = crowd.toString();
        String file = core.toString();
        String every = "thread apply all bt";
        new Contest("open, print all stacks")
                .with("Sonde", () -> wholeProcess(List.of(sonde, "--batch", "-nx", program, file, "-ex", every)))
                .withInstalled("gdb", () -> wholeProcess(gdb(program, file, "-ex", every)))
                .withInstalled(
                        "lldb",
                        () -> wholeProcess(
                                List.of("lldb", "--batch", "-x", "-c", file, program, "-o", "thread backtrace all")))
                .run(ROUNDS, SECONDS, MEGABYTES);
        new Contest("open")
                .with("Sonde", () -> wholeProcess(List.of(sonde, "--batch", "-nx", program, file)))
                .withInstalled("gdb", () -> wholeProcess(gdb(program, file)))
                .withInstalled("lldb", () -> wholeProcess(List.of("lldb", "--batch", "-x", "-c", file, program)))
                .run(ROUNDS, SECONDS, MEGABYTES);
    }

    private static List<String> gdb(String... words) {
        List<String> command = new ArrayList<>(List.of("gdb", "--batch", "-nx", "-iex", "set debuginfod enabled off"));
        command.addAll(List.of(words));
        return command;
    }

    private double[] wholeProcess(List<String> command) throws IOException, InterruptedException {
        List<String> timed = new ArrayList<>(List.of(timer.toString(), "time"));
        timed.addAll(command);
        String[] figures = Commands.run(timed).strip().split(" ", -1);
        return new double[] {Double.parseDouble(figures[0]), Double.parseDouble(figures[1])};
    }
}
