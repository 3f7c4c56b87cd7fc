package dev.sonde.server.gdbserver;

/** What the server says about itself. */
final class Texts {
    static final String VERSION = "Sonde server 0.1.0, a stub for the GDB remote serial protocol\n";

    static final String USAGE = """
            Usage:  sonde server [OPTIONS] COMM PROG [ARGS ...]
                    sonde server [OPTIONS] --attach COMM PID
                    sonde server [OPTIONS] --multi COMM

            COMM says where the debugger connects:
              :PORT          a TCP port of this machine's loopback interface; 0 for any that is free
              HOST:PORT      a TCP port of that interface; *:PORT for all of them
              PATH           a Unix socket, which is made; it has a slash or is written unix:PATH
              -, stdio       the standard input and output

            What is debugged:
              PROG ARGS      a program, stopped before its first instruction
              --attach       the running process PID
              --multi        what the debugger asks for; the server ends when it is told to

            Options:
              --once                    End after the first connection has closed.
              --wrapper WRAPPER --      Start programs by WRAPPER, a command with its arguments.
              --disable-randomization, --no-disable-randomization
                                        Whether programs have the same addresses each time (by default they do).
              --startup-with-shell, --no-startup-with-shell
                                        Whether programs are started by a shell (by default they are).
              --remote-debug            Show the packets on standard error.
              --disable-packet=NAMES    Refuse vCont, T, Tthread, qC, qfThreadInfo or threads (all of these).
              --help, --version         Print this, or the version, and end.
              --debug, --debug-format=WORDS, --debug-file=PATH, --event-loop-debug
                                        Accepted as gdbserver does; nothing is shown.
            """;

    static final String DISABLEABLE = """
            Packets that can be refused:
              vCont          All vCont packets
              qC             Querying the current thread
              qfThreadInfo   Thread listing
              Tthread        The thread in stop replies
              T              All T packets
              threads        All of these that concern threads
            """;

    private Texts() {}
}
