package dev.sonde.cli.triage;

import dev.sonde.engine.error.DebugException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * {@code sonde triage}: a line, or a JSON object, for each core file, in their order.
 *
 * <p>As many are read at once as there are processors. Of a core file only what its stack leads to is read, and each worker
 * keeps the symbols of one program and its libraries, so that memory does not grow with the files.
 */
public final class Triage {
    private static final int FAILED = 1;
    private static final String EXE = "--exe";
    private static final String SYSROOT = "--sysroot";
    private static final String JOBS = "--jobs";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean progress;
    private final List<Path> cores = new ArrayList<>();
    private boolean json;
    private Optional<Path> program = Optional.empty();
    private Optional<Path> systemRoot = Optional.empty();
    private int jobs = Runtime.getRuntime().availableProcessors();

    /** @param progress whether a user sees {@code err} */
    public Triage(PrintStream out, PrintStream err, boolean progress) {
        this.out = out;
        this.err = err;
        this.progress = progress;
    }

    /** What came of one core file. */
    private record Outcome(String text, boolean isError) {}

    /** Carries out the command line behind {@code triage}; the exit status, 0 if every core file could be read. */
    public int run(List<String> words) throws InterruptedException {
        Optional<String> mistake = parse(words);
        if (mistake.isPresent()) {
            err.println("sonde: " + mistake.get() + "; see \"sonde triage --help\"");
            err.flush();
            return FAILED;
        }
        int workers = Math.clamp(jobs, 1, cores.size());
        BlockingQueue<CrashReader> readers = new LinkedBlockingQueue<>();
        boolean good = true;
        try (ExecutorService executor = Executors.newFixedThreadPool(workers)) {
            for (int i = 0; i < workers; i++) {
                readers.add(new CrashReader(program, systemRoot));
            }
            List<Future<Outcome>> outcomes = new ArrayList<>();
            for (Path core : cores) {
                outcomes.add(executor.submit(() -> read(core, readers)));
            }
            for (int i = 0; i < outcomes.size(); i++) {
                showProgress(i);
                Outcome outcome = outcomes.get(i).get();
                clearProgress();
                good &= !outcome.isError();
                (outcome.isError() && !json ? err : out).println(outcome.text());
                out.flush();
                err.flush();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            readers.forEach(CrashReader::close);
        }
        return good ? 0 : FAILED;
    }

    private Outcome read(Path core, BlockingQueue<CrashReader> readers) throws InterruptedException {
        CrashReader reader = readers.take();
        try {
            Crash crash = reader.read(core);
            return new Outcome(json ? CrashJson.of(crash) : CrashLine.of(crash), false);
        } catch (DebugException e) {
            return broken(core, String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError | InternalError e) {
            // A fault of ours, or a file that shrinks while it is read, shall not cost the other crashes.
            return broken(core, "cannot be read: " + e);
        } finally {
            readers.add(reader);
        }
    }

    private Outcome broken(Path core, String reason) {
        return new Outcome(
                json ? CrashJson.ofError(core.toString(), reason) : core + ": " + reason.replace('\n', ' '), true);
    }

    private void showProgress(int done) {
        if (progress) {
            err.print("\r" + done + " of " + cores.size() + " core files\u001b[K");
            err.flush();
        }
    }

    private void clearProgress() {
        if (progress) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }

    /** What is wrong with the words, if anything. */
    private Optional<String> parse(List<String> words) {
        boolean optionsEnd = false;
        for (String word : words) {
            if (optionsEnd || !word.startsWith("-")) {
                try {
                    cores.add(Path.of(word));
                } catch (InvalidPathException e) {
                    return Optional.of(word + ": not a file name: " + e.getReason());
                }
                continue;
            }
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            String value = equals < 0 ? "" : word.substring(equals + 1);
            switch (name) {
                case "--" -> optionsEnd = true;
                case "--json" -> json = true;
                case EXE, SYSROOT, JOBS -> {
                    Optional<String> mistake = set(name, value);
                    if (mistake.isPresent()) {
                        return mistake;
                    }
                }
                default -> {
                    return Optional.of("unrecognized option '" + word + "'");
                }
            }
        }
        return cores.isEmpty() ? Optional.of("triage needs a core file") : Optional.empty();
    }

    private Optional<String> set(String name, String value) {
        if (value.isEmpty()) {
            return Optional.of("option '" + name + "' requires a value: " + name + "=...");
        }
        try {
            switch (name) {
                case EXE -> program = Optional.of(Path.of(value).toAbsolutePath());
                case SYSROOT -> systemRoot = Optional.of(Path.of(value).toAbsolutePath());
                default -> jobs = Integer.parseInt(value);
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("option '" + name + "' has no sensible value: " + value);
        }
    }
}
