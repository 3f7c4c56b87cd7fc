package dev.sonde.cli.command.script;

import dev.sonde.cli.command.CommandException;

/** What leaves a round of a {@code while}; where there is none, it is a command's error. */
final class LoopExit extends CommandException {
    private static final long serialVersionUID = 1L;

    private final boolean last;

    /** @param last whether the loop is left, too */
    LoopExit(String command, boolean last) {
        super("\"" + command + "\" is of use only between \"while\" and its \"end\".");
        this.last = last;
    }

    /** Whether the loop is left, and not only this round. */
    boolean isLast() {
        return last;
    }
}
