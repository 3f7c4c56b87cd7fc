package dev.sonde.engine.inferior;

import dev.sonde.engine.signal.SignalPolicies;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What stops a process besides its stop points. The end of the process and execve always do: after execve whatever was
 * planted is gone.
 *
 * @param signals which signals stop, are told of, and reach the program
 * @param syscalls the system call numbers that stop at their entry and exit; null for none, which costs nothing
 * @param forks whether fork stops
 * @param vforks whether vfork stops, and clone when it suspends its caller as vfork does
 * @param vforkEnds whether the maker of such a process stops when the child has given the memory back
 * @param keepsChildren whether processes that are made stay under control, stopped; making one then always stops
 * @param threads whether the start and the end of a thread stop
 */
public record Catching(
        SignalPolicies signals,
        @Nullable LongPredicate syscalls,
        boolean forks,
        boolean vforks,
        boolean vforkEnds,
        boolean keepsChildren,
        boolean threads) {
    /** Stops at signals as {@code signals} says, and at nothing else. */
    public static Catching signals(SignalPolicies signals) {
        return new Catching(signals, null, false, false, false, false, false);
    }
}
