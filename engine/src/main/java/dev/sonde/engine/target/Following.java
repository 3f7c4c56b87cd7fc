package dev.sonde.engine.target;

/**
 * What is followed when programs make processes or are replaced, and what runs with the selected program.
 *
 * @param child whether the debugger goes on with the child after a fork, rather than with the parent
 * @param detach whether the other one of the two is let go; otherwise it stays under control, stopped
 * @param newProgram whether execve makes a new {@link Program}, so that the old one can be started again
 * @param everyProcess whether a resumption lets every process run, rather than that of the selected program alone
 */
public record Following(boolean child, boolean detach, boolean newProgram, boolean everyProcess) {
    /** The parent is followed, the child let go. */
    public static final Following DEFAULT = new Following(false, true, false, false);

    /** Whether a process that is made must stay under control, at least until it is decided what becomes of it. */
    boolean keepsChildren() {
        return child || !detach;
    }
}
