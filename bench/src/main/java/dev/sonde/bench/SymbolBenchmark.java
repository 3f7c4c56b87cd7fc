package dev.sonde.bench;

import dev.sonde.bench.Contest.Quantity;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.Symbol;
import dev.sonde.debuginfo.symbolize.Symbolizer;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.target.LineStep;
import dev.sonde.engine.target.Target;
import dev.sonde.engine.unwind.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Symbols: finding a name in a large library, with nothing kept from earlier and with what the last start kept; a deep
 * backtrace; stepping over a loop; and naming addresses.
 *
 * <p>The first argument is the command that starts Sonde, the second the library, which needs a debug file; with Debian's
 * openjdk-17-dbg it is the JVM's.
 */
public final class SymbolBenchmark {
    private static final int ROUNDS = 5;
    private static final int FRAMES = 100_000;
    private static final int ADDRESSES = 200_000;
    private static final int ROUNDS_OF_LOOP = 100_000_000;
    private static final int FEW_ROUNDS_OF_LOOP = 2_000;
    private static final int LOOP_LINE = 8;
    private static final String FUNCTION = "os::malloc";
    private static final Quantity SECONDS = new Quantity(" s", 1);
    private static final Quantity MEGABYTES = new Quantity(" MB", 1e-3);
    private static final Quantity PER_SECOND = new Quantity("/s", 1);

    private final String sonde;
    private final String library;
    private final Path directory;
    private final Path cache;
    private final Path timer;
    private final Path deep;
    private final Path loop;

    private SymbolBenchmark(String sonde, String library, Path directory) throws IOException, InterruptedException {
        this.sonde = sonde;
        this.library = library;
        this.directory = directory;
        cache = directory.resolve("cache");
        Commands commands = new Commands(directory);
        timer = commands.compile("baseline.c", "-O2");
        deep = commands.compile("deep.c", "-g", "-O1", "-fno-optimize-sibling-calls");
        loop = commands.compile("loop.c", "-g", "-O0");
    }

    /** Measures and prints. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("sonde-bench");
        try {
            SymbolBenchmark benchmark = new SymbolBenchmark(args[0], args[1], directory);
            System.out.printf("Medians of %d rounds taken in turn; ratios are medians of ratios by round.%n%n", ROUNDS);
            if (Files.exists(Path.of(benchmark.library))) {
                benchmark.lookUp();
                benchmark.keptLookUp();
                benchmark.addresses();
            } else {
                System.out.println("No " + benchmark.library + ": look-ups and addresses are left out.");
            }
            benchmark.frames();
            benchmark.next();
        } finally {
            delete(directory);
        }
    }

    private void lookUp() throws IOException, InterruptedException {
        new Contest("name looked up, nothing kept")
                .with("Sonde", () -> {
                    delete(cache);
                    return wholeProcess(lookUpBySonde());
                })
                .withInstalled("gdb", () -> wholeProcess(lookUpByGdb()))
                .withInstalled("lldb", () -> wholeProcess(lookUpByLldb()))
                .run(ROUNDS, SECONDS, MEGABYTES);
    }

    private void keptLookUp() throws IOException, InterruptedException {
        Path gdbCache = directory.resolve("gdb");
        wholeProcess(lookUpBySonde());
        // gdb only writes its index when it exits, and reads it the next time.
        List<String> gdb = new ArrayList<>(lookUpByGdb());
        gdb.addAll(
                gdb.indexOf("-ex"),
                List.of("-iex", "set index-cache directory " + gdbCache, "-iex", "set index-cache enabled on"));
        if (Commands.exists("gdb")) {
            wholeProcess(gdb);
        }
        new Contest("name looked up, index kept")
                .with("Sonde", () -> wholeProcess(lookUpBySonde()))
                .withInstalled("gdb", () -> wholeProcess(gdb))
                .run(ROUNDS, SECONDS, MEGABYTES);
    }

    private List<String> lookUpBySonde() {
        return List.of(
                "env", "XDG_CACHE_HOME=" + cache, sonde, "--batch", "-nx", "-ex", "info scope " + FUNCTION, library);
    }

    private List<String> lookUpByGdb() {
        return List.of("gdb", "--batch", "-nx", "-ex", "info scope " + FUNCTION, library);
    }

    private List<String> lookUpByLldb() {
        return List.of("lldb", "--batch", "-x", "-o", "image lookup -v -F " + FUNCTION, library);
    }

    private void frames() throws IOException, InterruptedException {
        new Contest(String.format("%,d frames unwound and named", FRAMES))
                .with("Sonde", this::sondeFrames)
                .withInstalled("gdb", this::gdbFrames)
                .run(ROUNDS, SECONDS);
    }

    private double[] sondeFrames() throws InterruptedException {
        try (Target target = Target.launch(LaunchOptions.of(deep.toString(), Integer.toString(FRAMES)))) {
            target.breakAt(new LocationSpec.Function("bottom"));
            target.resume();
            long start = System.nanoTime();
            long named = target.backtrace().all().stream()
                    .map(Frame::source)
                    .filter(source -> source.isPresent() && source.get().hasLine())
                    .count();
            double seconds = (System.nanoTime() - start) / 1e9;
            if (named < FRAMES) {
                throw new IllegalStateException("only " + named + " frames have names");
            }
            return new double[] {seconds};
        }
    }

    /** gdb's time for the backtrace: with it, less without it. */
    private double[] gdbFrames() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("gdb", "--batch", "-nx"));
        for (String each : List.of(
                "set print frame-arguments none", "set backtrace limit unlimited", "break bottom", "run " + FRAMES)) {
            command.addAll(List.of("-ex", each));
        }
        command.add(deep.toString());
        double without = wholeProcess(command)[0];
        command.addAll(command.size() - 1, List.of("-ex", "backtrace"));
        return new double[] {wholeProcess(command)[0] - without};
    }

    private void next() throws IOException, InterruptedException {
        new Contest("rounds of a loop in one line, next")
                .with("Sonde", this::sondeNext)
                .with("no debugger", () -> new double[] {
                    ROUNDS_OF_LOOP / wholeProcess(List.of(loop.toString(), Integer.toString(ROUNDS_OF_LOOP)))[0]
                })
                .withInstalled(
                        "gdb",
                        () -> nextRate(List.of("gdb", "--batch", "-nx", "-ex", "break " + LOOP_LINE), "-ex", "next"))
                .withInstalled(
                        "lldb",
                        () -> nextRate(
                                List.of("lldb", "--batch", "-x", "-o", "breakpoint set -l " + LOOP_LINE), "-o", "next"))
                .run(ROUNDS, PER_SECOND);
    }

    private double[] sondeNext() throws InterruptedException {
        try (Target target = Target.launch(LaunchOptions.of(loop.toString(), Integer.toString(ROUNDS_OF_LOOP)))) {
            target.breakAt(new LocationSpec.Line("loop.c", LOOP_LINE));
            target.resume();
            long start = System.nanoTime();
            target.step(target.selectedThread(), LineStep.OVER);
            double seconds = (System.nanoTime() - start) / 1e9;
            int line = target.selectedFrame().source().orElseThrow().line();
            if (line != LOOP_LINE + 1) {
                throw new IllegalStateException("next has stopped at line " + line);
            }
            return new double[] {ROUNDS_OF_LOOP / seconds};
        }
    }

    /** The rate of a debugger that steps by instructions, which gets fewer rounds to do. */
    private double[] nextRate(List<String> start, String option, String next) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(start);
        command.addAll(List.of(option, "run " + FEW_ROUNDS_OF_LOOP, loop.toString()));
        double without = wholeProcess(command)[0];
        command.addAll(command.size() - 1, List.of(option, next));
        return new double[] {FEW_ROUNDS_OF_LOOP / Math.max(wholeProcess(command)[0] - without, 1e-9)};
    }

    private void addresses() throws IOException, InterruptedException {
        List<Long> addresses = codeAddresses();
        Symbolizer symbolizer = Symbolizer.open(Path.of(library));
        name(symbolizer, addresses); // reads what is needed, and the JVM compiles what is hot
        Path input = Files.writeString(
                directory.resolve("addresses"),
                addresses.stream()
                        .map(address -> "0x" + Long.toHexString(address))
                        .collect(Collectors.joining("\n", "", "\n")));
        Path few = Files.writeString(directory.resolve("few"), "0x" + Long.toHexString(addresses.getFirst()) + "\n");
        new Contest("addresses named, warm")
                .with("Sonde", () -> new double[] {name(symbolizer, addresses)})
                .withInstalled("llvm-symbolizer", () ->
                        new double[] {externalRate("llvm-symbolizer --inlines -e", input, few)})
                .run(ROUNDS, PER_SECOND);
    }

    private static double name(Symbolizer symbolizer, List<Long> addresses) {
        long start = System.nanoTime();
        long frames = 0;
        for (long address : addresses) {
            frames += symbolizer.frames(address).size();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (frames < addresses.size()) {
            throw new IllegalStateException("not every address has a name");
        }
        return addresses.size() / seconds;
    }

    /** How many addresses a second a command names, without the time that the first one takes. */
    private double externalRate(String command, Path input, Path few) throws IOException, InterruptedException {
        double start = wholeProcess(List.of("sh", "-c", command + " " + library + " < " + few + " > /dev/null"))[0];
        double all = wholeProcess(List.of("sh", "-c", command + " " + library + " < " + input + " > /dev/null"))[0];
        return ADDRESSES / Math.max(all - start, 1e-9);
    }

    /** Addresses in a few hundred functions, as those of profiles are, in no order; the same at each run. */
    private List<Long> codeAddresses() throws IOException {
        ElfFile elf = ElfFile.open(Path.of(library));
        List<Symbol> functions = Stream.concat(elf.symbols().stream(), elf.dynamicSymbols().stream())
                .filter(symbol -> symbol.isDefined() && symbol.type() == Symbol.Type.FUNC && symbol.size() > 0)
                .limit(500)
                .toList();
        Random random = new Random(1);
        List<Long> addresses = new ArrayList<>();
        for (int i = 0; i < ADDRESSES; i++) {
            Symbol function = functions.get(random.nextInt(functions.size()));
            addresses.add(function.value() + random.nextLong(function.size()));
        }
        return addresses;
    }

    /** The seconds and the kibibytes of the largest resident set that a command takes. */
    private double[] wholeProcess(List<String> command) throws IOException, InterruptedException {
        List<String> timed = new ArrayList<>(List.of(timer.toString(), "time"));
        timed.addAll(command);
        String figures = Commands.run(timed).strip();
        int space = figures.indexOf(' ');
        return new double[] {
            Double.parseDouble(figures.substring(0, space)), Double.parseDouble(figures.substring(space + 1))
        };
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
