package dev.sonde.engine.inferior;

import dev.sonde.engine.signal.SigInfo;

/** Something that happened without stopping the process. */
public sealed interface Notice {
    /** A thread came into being. */
    record ThreadStarted(InferiorThread thread) implements Notice {}

    /** A thread ended. */
    record ThreadEnded(int tid) implements Notice {}

    /** A signal came and went on to the program, or was swallowed, as {@link Catching} says. */
    record SignalPassed(int tid, SigInfo info) implements Notice {}

    /**
     * The debugger goes on with a process that was made.
     *
     * @param maker the thread that made it
     */
    record FollowingChild(InferiorThread maker, Inferior child, boolean vfork) implements Notice {}

    /**
     * A parent is let go, because its child is followed.
     *
     * @param occasion when that happens
     */
    record ParentReleased(int pid, Occasion occasion) implements Notice {
        /** When a parent is let go. */
        public enum Occasion {
            /** At once. */
            FORK,
            /** When the child, which had borrowed its memory by vfork, is replaced. */
            CHILD_EXEC,
            /** When the child, which had borrowed its memory by vfork, has ended. */
            CHILD_EXIT
        }
    }

    /**
     * A process was let go.
     *
     * @param number the number of its program
     */
    record Detached(int number, int pid) implements Notice {}

    /**
     * A program was added to the session for a process that came into being.
     *
     * @param number the number of the program
     * @param pid the process
     * @param byExec whether execve has replaced another program in it
     */
    record ProgramAdded(int number, int pid, boolean byExec) implements Notice {}

    /** The program made a process, which was let go. */
    record ChildReleased(int pid) implements Notice {}

    /** The process now runs another program. */
    record Executing(int pid, String path) implements Notice {}

    /** Something that the user should know once, such as a stop point that could not be put back. */
    record Warning(String text) implements Notice {}
}
