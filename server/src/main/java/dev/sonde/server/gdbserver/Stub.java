package dev.sonde.server.gdbserver;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.target.LocalProcesses;
import java.io.IOException;
import java.io.PrintStream;

/** What outlives the connections: the processes, and how programs are started. */
final class Stub {
    private final ServerOptions options;
    private final Listener listener;
    private final PrintStream out;
    private final PrintStream err;
    private final Processes processes = new Processes();
    private final SignalSettings signals = new SignalSettings();
    private final Programs programs;
    private boolean extended;
    private boolean exitRequested;

    /** @param out where commands of breakpoints print, unless a debugger listens there */
    Stub(ServerOptions options, Listener listener, PrintStream out, PrintStream err) {
        this.options = options;
        this.listener = listener;
        this.out = listener.isStdio() ? err : out;
        this.err = err;
        programs = new Programs(options, listener.isStdio());
        extended = options.multi();
    }

    ServerOptions options() {
        return options;
    }

    Processes processes() {
        return processes;
    }

    SignalSettings signals() {
        return signals;
    }

    Programs programs() {
        return programs;
    }

    /** Whether the server goes on when nothing is debugged. */
    boolean isExtended() {
        return extended;
    }

    void extend() {
        extended = true;
    }

    /** The server ends with the present connection. */
    void requestExit() {
        exitRequested = true;
    }

    void say(String text) {
        err.println(text);
        err.flush();
    }

    /** Prints what a command of a breakpoint does. */
    void print(String text) {
        out.print(text);
        out.flush();
    }

    /** Starts the program that was chosen. */
    ServedProcess launch() {
        ServedProcess process = processes.add(programs.start(), false);
        say("Process " + programs.name() + " created; pid = " + process.pid());
        return process;
    }

    /** Takes over a process that runs. */
    ServedProcess attach(int pid) {
        ServedProcess process = processes.add(LocalProcesses.attach(pid), true);
        say("Attached; pid = " + pid);
        return process;
    }

    /** Debugs as the options say until nothing is left to do. */
    void run() throws IOException {
        try {
            if (listener.isStdio() && programs.isKnown()) {
                say("stdin/stdout redirected");
            }
            if (options.attach().isPresent()) {
                attach(options.attach().getAsInt());
            } else if (programs.isKnown()) {
                launch();
            }
            boolean again = true;
            while (again) {
                serveOne();
                again = !exitRequested && !options.once() && !listener.isStdio() && (extended || !processes.isEmpty());
                if (again) {
                    say("Remote side has terminated connection.  GDBserver will reopen the connection.");
                }
            }
        } finally {
            release();
        }
    }

    private void serveOne() throws IOException {
        if (!listener.announcement().isEmpty()) {
            say(listener.announcement());
        }
        try (Listener.Connection connection = listener.accept()) {
            say("Remote debugging " + connection.peer());
            new Session(this, connection).run();
        } catch (IOException e) {
            // A debugger that has gone away without a word is gone all the same.
            say("The connection was lost: " + e.getMessage());
        }
    }

    /** Kills what was started, and lets go what was attached to. */
    private void release() {
        for (ServedProcess process : processes.allMade()) {
            say((process.attached() ? "Detaching from process " : "Killing process ") + process.pid());
            try {
                if (process.attached()) {
                    process.inferior().detach(SignalDelivery.pending());
                } else {
                    process.inferior().kill();
                }
            } catch (DebugException e) {
                say(String.valueOf(e.getMessage()));
            }
        }
    }
}
