package dev.sonde.engine.breakpoint;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/** A stop at what a program asks of the system. */
public final class Catchpoint extends Breakpoint {
    /** What is caught. */
    public sealed interface Event {
        /**
         * System calls, at their entry and their exit.
         *
         * @param numbers those caught, in the order in which they were named; empty for all
         */
        record Syscall(Set<Long> numbers) implements Event {
            public Syscall {
                numbers = Collections.unmodifiableSet(new LinkedHashSet<>(numbers));
            }

            /** Whether {@code number} is caught. */
            public boolean catches(long number) {
                return numbers.isEmpty() || numbers.contains(number);
            }
        }

        /** fork(2), and clone(2) when it is like it. */
        record Fork() implements Event {}

        /** vfork(2), and clone(2) when it is like it. */
        record Vfork() implements Event {}

        /** execve(2). */
        record Exec() implements Event {}

        /**
         * A shared library is loaded, or unloaded.
         *
         * @param load whether loading is caught, or else unloading
         * @param pattern what the user wrote of the names that are caught; empty for all
         * @param names which names are caught
         */
        record Library(boolean load, String pattern, Predicate<String> names) implements Event {}
    }

    private final Event event;

    Catchpoint(int number, Event event) {
        super(number);
        this.event = event;
    }

    /** What is caught. */
    public Event event() {
        return event;
    }
}
