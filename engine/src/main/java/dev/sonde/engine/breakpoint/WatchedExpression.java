package dev.sonde.engine.breakpoint;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.value.Value;
import java.util.List;

/** Something whose value a watchpoint follows. */
public interface WatchedExpression {
    /** What to call it. */
    String text();

    /**
     * A process is there, in which it is to be read from now on.
     *
     * @param resolver knows what is loaded
     */
    default void attached(Inferior inferior, LocationResolver resolver) {}

    /**
     * Its value now. Called on the thread that drives the process while that runs, so it must be quick and may only use the
     * stopped thread and the memory.
     *
     * @param thread the one that may have changed it
     */
    Reading read(InferiorThread thread);

    /**
     * A value and what it depends on.
     *
     * @param value wholly read; one that cannot be had says so
     * @param memory the bytes that make it up and that lead to it, such as those of {@code p} for {@code p->x}
     * @param inRegisters whether it depends on registers as well, which no debug register watches
     */
    record Reading(Value value, List<Span> memory, boolean inRegisters) {
        public Reading {
            memory = List.copyOf(memory);
        }
    }

    /**
     * Bytes in memory.
     *
     * @param length at least 1
     */
    record Span(long address, long length) {}
}
