package dev.sonde.server.gdbserver;

import java.util.List;
import java.util.OptionalInt;

/**
 * What the command line asks for.
 *
 * @param comm where the debugger connects: see {@link Listener#open}
 * @param multi whether the server goes on when nothing is debugged
 * @param once whether it ends with its first connection
 * @param wrapper a command in front of each program
 * @param throughShell whether a program is started by a shell
 * @param randomize whether addresses are randomised
 * @param tracePackets whether packets are shown
 * @param disabled kinds of packets that are refused, for tests of debuggers
 * @param program to be started, with its arguments; none with {@code attach} or {@code multi}
 * @param attach the process to attach to
 */
record ServerOptions(
        Request request,
        String comm,
        boolean multi,
        boolean once,
        List<String> wrapper,
        boolean throughShell,
        boolean randomize,
        boolean tracePackets,
        List<String> disabled,
        List<String> program,
        OptionalInt attach) {
    /** What is to be done at all. */
    enum Request {
        SERVE,
        SHOW_HELP,
        SHOW_VERSION,
        SHOW_DISABLEABLE
    }
}
