package dev.sonde.bench;

import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.expression.Expression;
import dev.sonde.engine.expression.ExpressionContext;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.target.EvaluationSession;
import dev.sonde.engine.target.Target;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.value.AddressSymbols;
import dev.sonde.engine.value.PrintOptions;
import dev.sonde.engine.value.ValueFormatter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Values: {@code info locals} where there are a map of 15,000 and a vector of a million elements, deep backtraces with
 * arguments, and expressions inside of one process.
 *
 * <p>The first argument is the command that starts Sonde.
 */
public final class ValueBenchmark {
    private static final int ROUNDS = 3;
    private static final int TIMES = 100;
    private static final int EXPRESSIONS = 100_000;
    private static final int FRAMES = 100_000;

    /** With more, gdb takes minutes. */
    private static final int FRAMES_OF_OTHERS = 5_000;

    private final String sonde;
    private final Path program;
    private final Path deep;

    private ValueBenchmark(String sonde, Path program, Path deep) {
        this.sonde = sonde;
        this.program = program;
        this.deep = deep;
    }

    /** Measures and prints. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("sonde-bench");
        try {
            Commands commands = new Commands(directory);
            Path program = commands.compile("containers.cc", "-x", "c++", "-lstdc++", "-g", "-O0");
            Path deep = commands.compile("deep.c", "-g", "-O0");
            ValueBenchmark benchmark = new ValueBenchmark(args[0], program, deep);
            System.out.printf("Medians of %d rounds taken in turn; ratios are medians of ratios by round.%n%n", ROUNDS);
            benchmark.locals();
            benchmark.backtrace();
            benchmark.expressions();
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void locals() throws IOException, InterruptedException {
        new Contest("info locals, 15,000 and 1,000,000")
                .with("Sonde", () -> cost(List.of(sonde, "-nx", "--batch"), "-ex", "info locals"))
                .withInstalled(
                        "gdb",
                        () -> cost(
                                List.of("gdb", "-nx", "--batch", "-iex", "set debuginfod enabled off"),
                                "-ex",
                                "info locals"))
                .withInstalled("lldb", () -> cost(List.of("lldb", "--batch", "--no-lldbinit"), "-o", "frame variable"))
                .run(
                        ROUNDS,
                        new Contest.Quantity(" ms each", 1000),
                        new Contest.Quantity(" ms the session with one", 1000));
    }

    /** What each of many costs by the difference to a session with one, and how long that session is. */
    private double[] cost(List<String> debugger, String option, String command)
            throws IOException, InterruptedException {
        double one = seconds(debugger, option, command, 1);
        double many = seconds(debugger, option, command, 1 + TIMES);
        return new double[] {(many - one) / TIMES, one};
    }

    private double seconds(List<String> debugger, String option, String command, int times)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(debugger);
        String stop = option.equals("-o") ? "breakpoint set --name stop" : "break stop";
        for (String line : List.of(stop, "run", "up")) {
            words.addAll(List.of(option, line));
        }
        for (int i = 0; i < times; i++) {
            words.addAll(List.of(option, command));
        }
        words.add(program.toString());
        long start = System.nanoTime();
        Commands.run(words);
        return (System.nanoTime() - start) / 1e9;
    }

    private void backtrace() throws IOException, InterruptedException {
        new Contest(String.format(Locale.ROOT, "backtrace with arguments, of %,d", FRAMES))
                .with("Sonde", () -> frames(List.of(sonde, "-nx", "--batch"), "-ex", FRAMES))
                .withInstalled(
                        "gdb",
                        () -> frames(
                                List.of("gdb", "-nx", "--batch", "-iex", "set debuginfod enabled off"),
                                "-ex",
                                FRAMES_OF_OTHERS))
                .withInstalled(
                        "lldb", () -> frames(List.of("lldb", "--batch", "--no-lldbinit"), "-o", FRAMES_OF_OTHERS))
                .run(ROUNDS, new Contest.Quantity(" us a frame", 1e6));
        System.out.printf(Locale.ROOT, "%34s (gdb and lldb: of %,d)%n", "", FRAMES_OF_OTHERS);
    }

    /** What a frame costs: the difference of sessions with and without the backtrace. */
    private double[] frames(List<String> debugger, String option, int count) throws IOException, InterruptedException {
        boolean lldb = option.equals("-o");
        List<String> words = new ArrayList<>(debugger);
        for (String line : List.of(lldb ? "breakpoint set --name bottom" : "break bottom", "run " + count)) {
            words.addAll(List.of(option, line));
        }
        words.add(deep.toString());
        long start = System.nanoTime();
        Commands.run(words);
        long without = System.nanoTime();
        words.addAll(words.size() - 1, List.of(option, lldb ? "thread backtrace" : "backtrace"));
        Commands.run(words);
        return new double[] {(System.nanoTime() - without - (without - start)) / 1e9 / count};
    }

    /** Parsed, evaluated and written each time. */
    private void expressions() throws InterruptedException {
        try (Target target = Target.launch(LaunchOptions.of(program.toString()))) {
            target.breakAt(new LocationSpec.Function("stop"));
            target.resume();
            Frame frame = target.backtrace().frame(1).orElseThrow();
            ExpressionContext context = new EvaluationSession(target).context(frame);
            ValueFormatter formatter = new ValueFormatter(PrintOptions.DEFAULT, AddressSymbols.NONE, context.memory());
            List<Double> rates = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                for (int i = 0; i < EXPRESSIONS; i++) {
                    String text = formatter.format(
                            Expression.parse("x.y[3].z", context.names()).evaluate(context));
                    if (!text.equals("7")) {
                        throw new IllegalStateException("x.y[3].z is " + text);
                    }
                }
                rates.add(EXPRESSIONS / ((System.nanoTime() - start) / 1e9));
            }
            System.out.printf(
                    Locale.ROOT,
                    "print x.y[3].z, parsed each time   Sonde %,.0f per second%n",
                    new Series(rates).median());
        }
    }
}
