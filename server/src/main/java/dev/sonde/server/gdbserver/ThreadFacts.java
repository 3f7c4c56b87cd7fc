package dev.sonde.server.gdbserver;

import java.util.OptionalInt;

/** What the system tells of single threads. */
final class ThreadFacts {
    /** Of the fields behind the name in parentheses: {@code processor} is field 39, the state field 3. Source: proc(5). */
    static final int PROCESSOR = 39 - 3;

    /** The processor that a thread has run on last. */
    OptionalInt core(ServedProcess process, int tid) {
        return process.inferior()
                .info()
                .systemFile("task/" + tid + "/stat")
                .map(ThreadFacts::core)
                .orElse(OptionalInt.empty());
    }

    /** Asked at each stop: nothing is made of the other fields. */
    private static OptionalInt core(String stat) {
        int start = stat.lastIndexOf(')') + 2;
        for (int field = 0; field < PROCESSOR; field++) {
            start = stat.indexOf(' ', start) + 1;
            if (start == 0) {
                return OptionalInt.empty();
            }
        }
        int end = stat.indexOf(' ', start);
        return end < 0 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(stat, start, end, 10));
    }
}
