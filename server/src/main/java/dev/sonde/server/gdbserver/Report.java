package dev.sonde.server.gdbserver;

import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.StopCause;

/** Something that the debugger is to be told, once. */
sealed interface Report {
    /** A thread has stopped. */
    record Stopped(ServedProcess process, InferiorThread thread, StopCause cause) implements Report {}

    /** A process has ended. */
    record Exited(ServedProcess process, int code) implements Report {}

    /** A process was ended by a signal. */
    record Killed(ServedProcess process, int signal) implements Report {}

    /** Every thread that was let run has ended. */
    record NothingRuns() implements Report {}
}
