package dev.sonde.engine.inferior;

import dev.sonde.engine.signal.SigInfo;

/** Something that happened without stopping the process. */
public sealed interface Notice {
    /** A thread came into being. */
    record ThreadStarted(int tid) implements Notice {}

    /** A thread ended. */
    record ThreadEnded(int tid) implements Notice {}

    /** A signal came and went on to the program, or was swallowed, as {@link Catching} says. */
    record SignalPassed(int tid, SigInfo info) implements Notice {}

    /** The program made a process, which was let go. */
    record ChildReleased(int pid) implements Notice {}

    /** The process now runs another program. */
    record Executing(String path) implements Notice {}

    /** Something that the user should know once, such as a stop point that could not be put back. */
    record Warning(String text) implements Notice {}
}
