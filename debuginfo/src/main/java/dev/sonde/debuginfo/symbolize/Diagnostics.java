package dev.sonde.debuginfo.symbolize;

import dev.sonde.debuginfo.bytes.FormatException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What could not be used and why, each once. Thread-safe. */
final class Diagnostics {
    private static final int MAX = 1000;

    private final Set<String> messages = new LinkedHashSet<>();

    synchronized void add(String message) {
        if (messages.size() < MAX) {
            messages.add(message);
        }
    }

    void add(FormatException problem) {
        add(problem.section() + "+0x" + Long.toHexString(problem.offset()) + ": " + problem.reason());
    }

    synchronized List<String> list() {
        return List.copyOf(messages);
    }
}
