package dev.sonde.bench;

import dev.sonde.engine.breakpoint.Condition;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.target.Stop;
import dev.sonde.engine.target.Target;
import dev.sonde.engine.x86_64.Register;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Process control: hits of a breakpoint whose condition is false, in Java and in the source's terms, single steps, reading memory, and the time and memory
 * of a whole short session.
 *
 * <p>The first argument is the command that starts Sonde, for the last of these.
 */
public final class ProcessBenchmark {
    private static final int ROUNDS = 7;
    private static final int HITS = 100_000;
    private static final int STEPS = 100_000;
    private static final int MIB = 1024;
    private static final int GDB_HITS = 10_000;
    private static final int GDB_STEPS = 20_000;
    private static final List<String> GDB = List.of("gdb", "--batch", "-nx");

    private final String sonde;
    private final Path debuggee;
    private final Path baseline;
    private final String work;
    private final String visit;
    private final boolean gdb = Commands.exists("gdb");

    private ProcessBenchmark(String sonde, Path directory) throws IOException, InterruptedException {
        this.sonde = sonde;
        Commands commands = new Commands(directory);
        // Fixed addresses, so that the C loop and gdb can be told where to stop.
        debuggee = commands.compile("debuggee.c", "-g", "-O1", "-no-pie");
        baseline = commands.compile("baseline.c", "-O2");
        work = address("work");
        visit = address("visit");
    }

    /** A measurement. */
    @FunctionalInterface
    private interface Measurement {
        double take() throws IOException, InterruptedException;
    }

    /** Measures and prints. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("sonde-bench");
        try {
            ProcessBenchmark benchmark = new ProcessBenchmark(args[0], directory);
            System.out.printf("Medians of %d rounds taken in turn; ratios are medians of ratios by round.%n%n", ROUNDS);
            benchmark.hits();
            benchmark.sourceConditions();
            benchmark.steps();
            benchmark.memory();
            benchmark.session();
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void hits() throws IOException, InterruptedException {
        compare(
                "breakpoint hits, condition false",
                "/s",
                1,
                this::sondeHits,
                () -> c("hits", work, HITS, "calls", HITS + 1),
                () -> rate(GDB, GDB_HITS, n -> List.of("break *0x" + work + " if $rdi == -1", "run calls " + n)));
    }

    /** With the command line, and its start taken off, as for gdb. */
    private void sourceConditions() throws IOException, InterruptedException {
        Script script = n -> List.of("break visit if twice == 3 && place->x == 3", "run visits " + n);
        compare(
                "condition on a local and a field",
                "/s",
                1,
                () -> rate(List.of(sonde, "--batch", "-nx"), HITS, script),
                () -> c("hits", visit, HITS, "visits", HITS + 1),
                () -> rate(GDB, GDB_HITS, script));
    }

    private void steps() throws IOException, InterruptedException {
        compare(
                "single steps",
                "/s",
                1,
                this::sondeSteps,
                () -> c("steps", STEPS, "spin"),
                () -> rate(GDB, GDB_STEPS, n -> List.of("starti spin", "stepi " + n)));
    }

    private void memory() throws IOException, InterruptedException {
        compare(
                "memory read, " + MIB + " MiB",
                " GB/s",
                1e-9,
                this::sondeMemory,
                () -> c("read", work, MIB, "memory", MIB),
                () -> (double) (MIB << 20)
                        * rate(GDB, 1, n -> {
                            List<String> commands = new ArrayList<>(List.of("break *0x" + work, "run memory " + MIB));
                            if (n > 0) {
                                commands.add("dump binary memory /dev/null $rdi $rdi+" + ((long) MIB << 20));
                            }
                            return commands;
                        }));
    }

    private void session() throws IOException, InterruptedException {
        List<String> commands = List.of("break main", "run calls 1", "info registers", "kill");
        List<Double> ourSeconds = new ArrayList<>();
        List<Double> ourMemory = new ArrayList<>();
        List<Double> theirSeconds = new ArrayList<>();
        List<Double> theirMemory = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            wholeProcess(session(List.of(sonde, "--batch", "-nx"), commands), ourSeconds, ourMemory);
            if (gdb) {
                wholeProcess(session(GDB, commands), theirSeconds, theirMemory);
            }
        }
        print(
                "session to the first breakpoint",
                " s",
                1,
                new Series(ourSeconds),
                null,
                gdb ? new Series(theirSeconds) : null);
        print(
                "its largest resident set",
                " MB",
                1e-3,
                new Series(ourMemory),
                null,
                gdb ? new Series(theirMemory) : null);
    }

    private double sondeHits() throws InterruptedException {
        try (Target target = launch("calls", Integer.toString(HITS))) {
            target.breakAt(new LocationSpec.Address(Long.parseUnsignedLong(work, 16)))
                    .setCondition(Optional.of(new NeverTrue()));
            long start = System.nanoTime();
            Stop stop = target.resume();
            double seconds = (System.nanoTime() - start) / 1e9;
            if (!stop.equals(new Stop.Exited(0))) {
                throw new IllegalStateException("the program did not run to its end: " + stop);
            }
            return HITS / seconds;
        }
    }

    private double sondeSteps() throws InterruptedException {
        try (Target target = launch("spin")) {
            long start = System.nanoTime();
            target.stepInstructions(target.selectedThread(), STEPS);
            return STEPS / ((System.nanoTime() - start) / 1e9);
        }
    }

    private double sondeMemory() throws InterruptedException {
        try (Target target = launch("memory", Integer.toString(MIB));
                Arena arena = Arena.ofConfined()) {
            target.breakAt(new LocationSpec.Address(Long.parseUnsignedLong(work, 16)));
            target.resume();
            long address = target.selectedThread().registers().readLong(Register.RDI);
            Memory memory = target.inferior().memory();
            MemorySegment piece = arena.allocate(1 << 20);
            long start = System.nanoTime();
            for (int i = 0; i < MIB; i++) {
                if (memory.read(address + i * piece.byteSize(), piece) != piece.byteSize()) {
                    throw new IllegalStateException("memory ended after " + i + " MiB");
                }
            }
            return MIB * (double) piece.byteSize() / ((System.nanoTime() - start) / 1e9);
        }
    }

    private Target launch(String... arguments) {
        return Target.launch(LaunchOptions.of(debuggee.toString(), arguments));
    }

    private double c(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(baseline.toString()));
        int own = arguments[0].equals("steps") ? 2 : 3;
        for (int i = 0; i < arguments.length; i++) {
            if (i == own) {
                command.add(debuggee.toString());
            }
            command.add(arguments[i].toString());
        }
        return Double.parseDouble(Commands.run(command).strip());
    }

    /** The commands that do something {@code n} times. */
    @FunctionalInterface
    private interface Script {
        List<String> times(int n);
    }

    /** How often a debugger does it per second, without the time that it needs to start. */
    private double rate(List<String> debugger, int n, Script script) throws IOException, InterruptedException {
        double idle = seconds(debugger, script.times(n == 1 ? 0 : 1));
        double busy = seconds(debugger, script.times(n));
        return n / Math.max(busy - idle, 1e-9);
    }

    private double seconds(List<String> debugger, List<String> commands) throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        wholeProcess(session(debugger, commands), seconds, new ArrayList<>());
        return seconds.getFirst();
    }

    private List<String> session(List<String> debugger, List<String> commands) {
        List<String> command = new ArrayList<>(debugger);
        for (String each : commands) {
            command.add("-ex");
            command.add(each);
        }
        command.add(debuggee.toString());
        return command;
    }

    private void wholeProcess(List<String> command, List<Double> seconds, List<Double> kibibytes)
            throws IOException, InterruptedException {
        List<String> timed = new ArrayList<>(List.of(baseline.toString(), "time"));
        timed.addAll(command);
        String figures = Commands.run(timed).strip();
        int space = figures.indexOf(' ');
        seconds.add(Double.parseDouble(figures.substring(0, space)));
        kibibytes.add(Double.parseDouble(figures.substring(space + 1)));
    }

    private void compare(
            String what, String unit, double scale, Measurement ours, Measurement bareC, Measurement theirs)
            throws IOException, InterruptedException {
        ours.take(); // the JVM compiles what is hot
        List<Double> sondes = new ArrayList<>();
        List<Double> cs = new ArrayList<>();
        List<Double> gdbs = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            sondes.add(ours.take());
            cs.add(bareC.take());
            if (gdb) {
                gdbs.add(theirs.take());
            }
        }
        print(what, unit, scale, new Series(sondes), new Series(cs), gdb ? new Series(gdbs) : null);
    }

    private static void print(
            String what, String unit, double scale, Series ours, @Nullable Series bareC, @Nullable Series gdbs) {
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "%-34s Sonde %s%s", what, figure(ours.median() * scale), unit));
        if (bareC != null) {
            line.append(String.format(
                    Locale.ROOT,
                    "   C %s%s (Sonde/C %.2f)",
                    figure(bareC.median() * scale),
                    unit,
                    ours.ratioTo(bareC)));
        }
        if (gdbs != null) {
            line.append(String.format(
                    Locale.ROOT,
                    "   gdb %s%s (Sonde/gdb %.2f)",
                    figure(gdbs.median() * scale),
                    unit,
                    ours.ratioTo(gdbs)));
        }
        System.out.println(line);
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.3g", value);
    }

    private String address(String symbol) throws IOException, InterruptedException {
        Optional<String> line = Commands.run(List.of("nm", debuggee.toString()))
                .lines()
                .filter(each -> each.endsWith(" " + symbol))
                .findFirst();
        if (line.isPresent()) {
            return line.get().substring(0, line.get().indexOf(' '));
        }
        throw new IOException(debuggee + " has no symbol " + symbol);
    }

    /** A condition that looks at a register and is false. */
    private static final class NeverTrue implements Condition {
        @Override
        public boolean holds(InferiorThread thread) {
            return thread.registers().readLong(Register.RDI) == -1;
        }

        @Override
        public String text() {
            return "$rdi == -1";
        }
    }
}
