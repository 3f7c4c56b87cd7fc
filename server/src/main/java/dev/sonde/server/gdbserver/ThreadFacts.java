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
                .map(text -> text.substring(text.lastIndexOf(')') + 2).split(" ", -1))
                .filter(fields -> fields.length > PROCESSOR)
                .map(fields -> OptionalInt.of(Integer.parseInt(fields[PROCESSOR])))
                .orElse(OptionalInt.empty());
    }
}
