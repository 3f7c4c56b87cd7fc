package dev.sonde.cli;

import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param actions commands and command files, in their order
 * @param program the program to debug
 * @param arguments its arguments, if {@code --args} gave any
 * @param coreOrPid what follows the program: a core file or a process
 * @param core the core file to look at
 * @param pid the process to attach to
 * @param directory where to change to first
 * @param terminal the program's terminal
 * @param batch whether to end after the actions
 * @param noInit whether to leave the init file alone
 * @param quiet whether to leave out the greeting
 * @param request what to show instead of debugging
 */
record Options(
        List<Action> actions,
        Optional<String> program,
        Optional<List<String>> arguments,
        Optional<String> coreOrPid,
        Optional<String> core,
        Optional<String> pid,
        Optional<String> directory,
        Optional<String> terminal,
        boolean batch,
        boolean noInit,
        boolean quiet,
        Request request) {
    Options {
        actions = List.copyOf(actions);
    }

    /** What to do at all. */
    enum Request {
        /** Debug. */
        DEBUG,
        /** Show the options. */
        HELP,
        /** Show the version. */
        VERSION
    }

    /** Something to carry out before the user's turn. */
    sealed interface Action {
        /** Whether it comes before the program is loaded. */
        boolean isEarly();

        /** A command. */
        record Line(String command, boolean isEarly) implements Action {}

        /** A file of commands. */
        record Script(String file, boolean isEarly) implements Action {}
    }
}
