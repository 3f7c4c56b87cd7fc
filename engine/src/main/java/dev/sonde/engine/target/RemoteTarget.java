package dev.sonde.engine.target;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.ProgramStreams;
import dev.sonde.engine.remote.RemoteFiles;
import dev.sonde.engine.remote.RemoteSession;
import dev.sonde.engine.remote.RemoteSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The stub that the session debugs through, while it is connected to one: what can be asked of it, and how. */
public final class RemoteTarget {
    private final RemoteSettings settings = new RemoteSettings();
    private @Nullable RemoteSession session;

    RemoteTarget() {}

    /** The connection; null when there is none, or it has ended. */
    @Nullable
    RemoteSession session() {
        RemoteSession known = session;
        if (known != null && !known.isOpen()) {
            session = null;
            return null;
        }
        return known;
    }

    private RemoteSession require() {
        RemoteSession known = session();
        if (known == null) {
            throw new DebugException("You can't do that when your target is `exec'");
        }
        return known;
    }

    /** Connects; the process that is there, if there is one. */
    Optional<Inferior> connect(String place, boolean extended, Optional<Path> program) {
        RemoteSession made = RemoteSession.connect(place, extended, program, settings, ProgramStreams.none());
        session = made;
        return made.process();
    }

    Inferior run(LaunchOptions options) {
        RemoteSession known = require();
        known.program(Optional.of(Path.of(options.program())));
        return known.run(options);
    }

    Inferior attach(int pid, Optional<Path> program) {
        RemoteSession known = require();
        known.program(program);
        return known.attach(pid);
    }

    void close() {
        RemoteSession known = session();
        if (known != null) {
            known.close();
            session = null;
        }
    }

    /** Whether there is a connection. */
    public boolean isConnected() {
        return session() != null;
    }

    /** Whether there is a connection that outlives processes, through which programs are started and attached to. */
    public boolean isExtended() {
        RemoteSession known = session();
        return known != null && known.isExtended();
    }

    /** Whether {@code process} is behind the connection. */
    public boolean controls(Inferior process) {
        RemoteSession known = session();
        return known != null && known.controls(process);
    }

    /**
     * What the user called the stub.
     *
     * @throws DebugException if there is no connection
     */
    public String name() {
        return require().name();
    }

    /** Whether there is a connection to a stub that can run programs backwards. */
    public boolean canReverse() {
        RemoteSession known = session();
        return known != null && known.canReverse();
    }

    /**
     * Has the stub carry out a command of its own; what it says goes where {@link #output} does.
     *
     * @throws DebugException if there is no connection, or the stub does not know the command
     */
    public void monitor(String command) {
        RemoteSession known = session();
        if (known == null) {
            throw new DebugException("\"monitor\" command not supported by this target.");
        }
        known.monitor(command);
    }

    /** Sends a packet as it is, for those who look for faults in stubs; the reply, readable. */
    public String packet(String text) {
        RemoteSession known = session();
        if (known == null) {
            throw new DebugException("command can only be used with remote target");
        }
        return known.packet(text);
    }

    /** Copies a file to where the stub is. */
    public void put(Path local, String remote) {
        files().put(local, remote);
    }

    /** Copies a file from where the stub is. */
    public void get(String remote, Path local) {
        files().get(remote, local);
    }

    /** Deletes a file where the stub is. */
    public void delete(String remote) {
        files().delete(remote);
    }

    private RemoteFiles files() {
        RemoteSession known = session();
        if (known == null) {
            throw new DebugException("command can only be used with remote target");
        }
        return known.files();
    }

    /** Chooses how long the stub may take for an answer. */
    public void timeout(Duration limit) {
        settings.timeout(limit);
    }

    /** Chooses the program that the stub is to start, as the stub knows it; empty for that of the session. */
    public void executable(String path) {
        settings.executable(path);
    }

    /** Chooses where the text goes that the stub has for the console. Called on the thread that speaks to the stub. */
    public void output(Consumer<String> console) {
        settings.output(console);
    }

    /** Chooses who decides whether to give up a stub that does not stop. Called on the thread that asks a second time. */
    public void givesUp(BooleanSupplier judge) {
        settings.givesUp(judge);
    }

    /** Has each packet told; null for no more. */
    public void trace(@Nullable Consumer<String> listener) {
        settings.trace(listener);
    }
}
