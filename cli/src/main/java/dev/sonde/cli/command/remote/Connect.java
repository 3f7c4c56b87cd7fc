package dev.sonde.cli.command.remote;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.execution.Execution;

/** {@code target remote COMM} and {@code target extended-remote COMM}. */
final class Connect extends Command {
    private final boolean extended;

    /** @param extended whether the connection outlives processes */
    Connect(boolean extended) {
        super(Topic.RUNNING, "Debug through a stub of the GDB remote serial protocol, such as gdbserver.");
        this.extended = extended;
    }

    @Override
    public String details() {
        return "Usage: target " + word() + " HOST:PORT | :PORT | tcp:HOST:PORT | SOCKET-PATH | \"| COMMAND\"\n"
                + "With | COMMAND, the command is run and spoken to on its standard input and output."
                + (extended
                        ? "\nThe connection stays when a process ends: \"run\" and \"attach\" go through it."
                        : "\nThe connection ends with the process.");
    }

    private String word() {
        return extended ? "extended-remote" : "remote";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        if (arguments.isEmpty()) {
            throw new CommandException("""
                    To open a remote debug connection, you need to specify what
                    serial device is attached to the remote system
                    (e.g. host:port, a Unix socket, or | and a command).""");
        }
        if (session.target().hasProcess() && session.target().canRun()) {
            if (!session.console().query("A program is being debugged already.  Kill it? ")) {
                throw new CommandException("Program not killed.");
            }
            Execution.of(session).close();
        }
        if (session.console().isInteractive()) {
            session.console().println("Remote debugging using " + arguments);
        }
        session.console().flush();
        Execution.of(session).connect(arguments, extended);
    }
}
