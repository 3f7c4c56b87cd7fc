package dev.sonde.engine.inferior;

import dev.sonde.engine.signal.SigInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Why a thread stopped. */
public sealed interface StopCause {
    /** A stop point was hit and its filter said to stop. For accesses, the instruction has been executed. */
    record Hit(StopPoint point) implements StopCause {}

    /** The step that was asked for is done. */
    record StepDone() implements StopCause {}

    /** A signal is about to be delivered; it will be, on resume, unless the resumption says otherwise. */
    record Signalled(SigInfo info) implements StopCause {}

    /**
     * A system call is about to be made.
     *
     * @param arguments the six argument registers
     */
    record SyscallEntry(long number, List<Long> arguments) implements StopCause {
        public SyscallEntry {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * A system call has returned.
     *
     * @param arguments the six argument registers as they were at the entry; empty when the entry was not seen
     * @param result the value in rax, a negative errno for failure
     */
    record SyscallExit(long number, List<Long> arguments, long result) implements StopCause {
        public SyscallExit {
            arguments = List.copyOf(arguments);
        }
    }

    /** The thread has made thread {@code tid}. */
    record ThreadCreated(int tid) implements StopCause {}

    /** The thread is about to end. */
    record ThreadExiting() implements StopCause {}

    /** The last thread that the resumption let run, {@code tid}, has ended; the others were told to stay stopped. */
    record ThreadEnded(int tid) implements StopCause {}

    /**
     * The thread has made a process.
     *
     * @param child its id
     * @param vfork whether the thread waits until the child execs or exits
     * @param kept the process, stopped in its first instruction after the fork, if children are kept
     */
    record Forked(int child, boolean vfork, Optional<Inferior> kept) implements StopCause {}

    /** The child that the thread has made by vfork has given the memory back: it has replaced its program, or ended. */
    record VforkDone() implements StopCause {}

    /**
     * The program was replaced by execve; no instruction of the new one has run.
     *
     * @param formerThread the id that the thread had before, when it was not the leader
     */
    record Executed(String path, OptionalInt formerThread) implements StopCause {}

    /** The recorded execution that the thread moves in has no more, in the direction in which it was going. */
    record HistoryEnd() implements StopCause {}

    /** {@link Inferior#interrupt} was called. */
    record Interrupted() implements StopCause {}
}
