package dev.sonde.cli;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.target.CoreOptions;
import dev.sonde.engine.target.Target;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code sonde gcore [-a] [-o PREFIX] PID...}: core files of running processes, which go on. Source: gcore(1). */
final class CoreGenerator {
    private static final int FAILED = 1;

    private final PrintStream out;
    private final PrintStream err;

    CoreGenerator(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Carries out the command line behind {@code gcore}; the exit status, 0 if all files were written. */
    int run(List<String> words) throws InterruptedException {
        List<Integer> pids = new ArrayList<>();
        CoreOptions options = CoreOptions.DEFAULT;
        String prefix = "core";
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-a")) {
                options = new CoreOptions(false, true);
            } else if (word.equals("-o") && i + 1 < words.size()) {
                prefix = words.get(++i);
            } else {
                try {
                    pids.add(Integer.valueOf(word));
                } catch (NumberFormatException e) {
                    return usage("\"" + word + "\" is no process id");
                }
            }
        }
        if (pids.isEmpty()) {
            return usage("gcore needs a process id");
        }
        boolean good = true;
        for (int pid : pids) {
            good &= write(pid, Path.of(prefix + "." + pid), options);
        }
        return good ? 0 : FAILED;
    }

    private boolean write(int pid, Path file, CoreOptions options) throws InterruptedException {
        // Ctrl-C ends the JVM in the middle of the writing; the process is let go by the kernel then.
        Thread cleaner = new Thread(() -> remove(file));
        Runtime.getRuntime().addShutdownHook(cleaner);
        try (Target target = Target.attach(pid)) {
            target.writeCore(file, options);
            out.println("Saved corefile " + file);
            out.flush();
            return true;
        } catch (IOException | DebugException e) {
            err.println("sonde: gcore of process " + pid + ": " + e.getMessage());
            err.flush();
            return false;
        } finally {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        }
    }

    private void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            err.println("sonde: " + file + " is not complete, and cannot be removed: " + e.getMessage());
            err.flush();
        }
    }

    private int usage(String mistake) {
        err.println("sonde: " + mistake);
        err.println("Usage: sonde gcore [-a] [-o PREFIX] PID...");
        err.flush();
        return FAILED;
    }
}
