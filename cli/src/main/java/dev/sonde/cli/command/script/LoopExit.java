package dev.sonde.cli.command.script;

import dev.sonde.cli.command.CommandException;

/** What leaves a round of a {@code while}; where there is none, it is a command's error. */
final class LoopExit extends CommandException {
    static final LoopExit BREAK = new LoopExit("loop_break");
    static final LoopExit CONTINUE = new LoopExit("loop_continue");

    private static final long serialVersionUID = 1L;

    private LoopExit(String command) {
        super("\"" + command + "\" is of use only between \"while\" and its \"end\".");
    }
}
