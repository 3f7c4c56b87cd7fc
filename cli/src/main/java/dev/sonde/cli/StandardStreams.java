package dev.sonde.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is behind the standard descriptors. Source: proc(5), {@code /proc/self/fd}. */
final class StandardStreams {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private StandardStreams() {}

    /** Whether a user sits at standard input and output. */
    static boolean areTerminals() {
        return isTerminal("0") && isTerminal("1");
    }

    /** Whether a user sees standard error. */
    static boolean isErrorTerminal() {
        return isTerminal("2");
    }

    private static boolean isTerminal(String descriptor) {
        try {
            String target =
                    Files.readSymbolicLink(DESCRIPTORS.resolve(descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false; // closed, or no /proc: nobody to talk to
        }
    }
}
