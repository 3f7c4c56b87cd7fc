package dev.sonde.engine.ptrace;

import dev.sonde.engine.linux.SystemCall;
import dev.sonde.engine.linux.Terminal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lends the debugger's controlling terminal to a launched program while it runs, so that it can read from it and Ctrl-C
 * reaches it, and takes it back at a stop; each side finds the terminal's modes as it left them.
 *
 * <p>On the tracer thread only, which blocks SIGTTOU, unless a method says otherwise.
 */
final class TerminalHandover {
    private static final int GETPGID = 121;

    private final @Nullable Terminal terminal;
    private final int programGroup;
    private final int ownGroup;
    /** Who had the foreground when the program stopped: its own group, or a job that it has put there. */
    private int programForeground;

    private volatile boolean mayLend = true;
    private boolean lent;
    /** How many processes it is lent to. */
    private int users = 1;

    private byte @Nullable [] ownModes;
    private byte @Nullable [] programModes;

    private TerminalHandover(@Nullable Terminal terminal, int programGroup) {
        this.terminal = terminal;
        this.programGroup = programGroup;
        programForeground = programGroup;
        ownGroup = (int) SystemCall.call(GETPGID, 0);
    }

    /** For a program with its own terminal, or none. */
    static TerminalHandover none() {
        return new TerminalHandover(null, 0);
    }

    /** For a launched program in the process group {@code group} that inherits the terminal, if there is one. */
    static TerminalHandover to(int group) {
        return new TerminalHandover(Terminal.controlling().orElse(null), group);
    }

    /** Whether to lend it from now on. On any thread. */
    void lend(boolean allowed) {
        mayLend = allowed;
    }

    /** The program is about to run. */
    void handOver() {
        Terminal tty = terminal;
        // A debugger in the background has nothing to lend.
        if (tty == null || lent || !mayLend || tty.foregroundGroup() != ownGroup) {
            return;
        }
        ownModes = tty.modes().orElse(null);
        byte[] modes = programModes;
        if (modes != null) {
            tty.setModes(modes);
        }
        lent = tty.setForegroundGroup(programForeground) >= 0 || tty.setForegroundGroup(programGroup) >= 0;
    }

    /** The program has stopped or ended. */
    void takeBack() {
        Terminal tty = terminal;
        if (tty == null || !lent) {
            return;
        }
        lent = false;
        Optional<byte[]> modes = tty.modes();
        modes.ifPresent(m -> programModes = m);
        int foreground = tty.foregroundGroup();
        programForeground = foreground > 0 ? foreground : programGroup;
        tty.setForegroundGroup(ownGroup);
        byte[] own = ownModes;
        if (own != null) {
            tty.setModes(own);
        }
    }

    /** A process that the program has made uses the terminal as well. */
    TerminalHandover share() {
        users++;
        return this;
    }

    /** A process that used it is gone. */
    void close() {
        takeBack();
        users--;
        if (terminal != null && users == 0) {
            terminal.close();
        }
    }
}
