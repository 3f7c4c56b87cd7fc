package dev.sonde.engine.remote;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.ProgramStreams;
import dev.sonde.engine.rsp.PacketBuilder;
import dev.sonde.engine.rsp.PacketCursor;
import dev.sonde.engine.rsp.PacketText;
import dev.sonde.engine.rsp.ThreadId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A connection to a stub, with the processes that it controls for us: the one that was there, those that it was asked to
 * start or to attach to, and those that these have made.
 *
 * <p>Unless it is extended, the connection ends with its last process. It may end at any time by itself: the processes are
 * gone then, and every request says why.
 */
public final class RemoteSession implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(15);
    private static final int LARGEST_ID = Integer.MAX_VALUE;

    private final RemoteLink link;
    private final RemoteStub stub;
    private final RemoteFiles files;
    private final ProgramStreams streams;
    private final List<RemoteInferior> inferiors = new ArrayList<>();
    private volatile Optional<Path> program = Optional.empty();

    private RemoteSession(RemoteLink link, ProgramStreams streams) {
        this.link = link;
        this.streams = streams;
        stub = new RemoteStub(link);
        files = new RemoteFiles(stub);
    }

    /**
     * Connects to a stub, and stops the process that it controls, if there is one.
     *
     * @param place {@code HOST:PORT}, {@code :PORT}, {@code tcp:HOST:PORT}, the path of a Unix socket, or {@code | COMMAND}
     * @param extended whether the connection outlives processes, and the stub is to start others
     * @param program the file of the program that the stub controls, if the user knows better than the stub
     * @param streams the ends of the program's pipes, where whoever connects has them
     * @throws DebugException if there is no such stub, or it does not answer as one
     */
    public static RemoteSession connect(
            String place, boolean extended, Optional<Path> program, RemoteSettings settings, ProgramStreams streams) {
        return connect(Transport.open(place, CONNECT_LIMIT), extended, program, settings, streams);
    }

    static RemoteSession connect(
            Transport transport,
            boolean extended,
            Optional<Path> program,
            RemoteSettings settings,
            ProgramStreams streams) {
        RemoteSession session = new RemoteSession(new RemoteLink(transport, settings), streams);
        session.program = program;
        session.link.start(session.new Listener());
        try {
            session.link.run(() -> session.begin(extended));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
        return session;
    }

    /** What the stub says without being asked. */
    private final class Listener implements RemoteLink.Listener {
        @Override
        public void arrived(byte[] packet) {
            for (RemoteInferior inferior : all()) {
                if (inferior.control().isExecuting()) {
                    inferior.control().arrived(packet);
                    return;
                }
            }
        }

        @Override
        public void lost(DebugException reason) {
            all().forEach(inferior -> inferior.lost(reason));
            files.close();
        }
    }

    private void begin(boolean extended) {
        stub.negotiate(extended);
        byte[] reply = link.ask(RemoteLink.bytes("?"));
        if (StubReply.isUnknown(reply) || StubReply.isError(reply)) {
            throw StubReply.failure(reply, "The remote stub does not say how the program has stopped");
        }
        switch (StubReply.isOk(reply) ? new StopReply.NoResumed() : StopReply.parse(reply)) {
            case StopReply.Stopped stopped -> found(stopped);
            case StopReply.Exited _, StopReply.Killed _, StopReply.NoResumed _ -> {
                if (!extended) {
                    throw new DebugException("The target is not running (try extended-remote?)");
                }
            }
            default -> throw StubReply.failure(reply, "The remote stub does not say how the program has stopped");
        }
    }

    /** A process is there, and stopped. */
    private RemoteInferior found(StopReply.Stopped stopped) {
        ThreadId thread = stopped.thread()
                .filter(id -> id.tid() > 0)
                .or(this::currentThread)
                .orElse(ThreadId.of(1, 1));
        int tid = (int) thread.tid();
        int pid = thread.pid() > 0 ? (int) thread.pid() : processOf(tid);
        stub.forgetLayout();
        RemoteInferior inferior = new RemoteInferior(this, stub, pid, tid, isLaunched(pid), streams);
        inferior.remoteThreads().named(tid).stopped(stopped.registers());
        add(inferior);
        inferior.updateThreads();
        return inferior;
    }

    private Optional<ThreadId> currentThread() {
        byte[] reply = link.ask(RemoteLink.bytes("qC"));
        PacketCursor cursor = new PacketCursor(reply);
        return cursor.accept("QC") ? Optional.of(cursor.thread()).filter(id -> id.tid() > 0) : Optional.empty();
    }

    /** A stub that does not tell processes apart may say which one it has; else the thread has to stand for it. */
    private int processOf(int tid) {
        return stub.tryAsk("qProcessInfo", RemoteLink.bytes("qProcessInfo"))
                .map(RemoteLink::text)
                .filter(text -> text.startsWith("pid:"))
                .map(text -> new PacketCursor(text.substring("pid:".length())).number(LARGEST_ID))
                .orElse(tid);
    }

    private boolean isLaunched(int pid) {
        String packet = stub.isMultiprocess() ? "qAttached:" + Integer.toHexString(pid) : "qAttached";
        return link.ask(packet).equals("0");
    }

    /** What the user called the stub. */
    public String name() {
        return link.name();
    }

    /** Whether the connection outlives processes. */
    public boolean isExtended() {
        return stub.isExtended();
    }

    /** Whether there still is a connection. */
    public boolean isOpen() {
        return link.isOpen();
    }

    /** Whether {@code process} is behind this connection. */
    public boolean controls(Inferior process) {
        return process instanceof RemoteInferior remote && remote.session() == this;
    }

    /** The first process; empty when there is none. */
    public Optional<Inferior> process() {
        return all().stream().map(Inferior.class::cast).findFirst();
    }

    /** The files behind the stub. */
    public RemoteFiles files() {
        return files;
    }

    Optional<Path> program() {
        return program;
    }

    /** Chooses the file of the program. */
    public void program(Optional<Path> file) {
        program = file;
    }

    /**
     * Attaches to a process of the stub's machine.
     *
     * @throws DebugException if the stub cannot
     */
    public Inferior attach(int pid) {
        requireExtended("attach to processes");
        return link.call(() -> {
            byte[] reply =
                    stub.askSlowly(PacketBuilder.of("vAttach;").number(pid).toBytes());
            if (StubReply.isUnknown(reply) || StubReply.isError(reply)) {
                throw StubReply.refusal(reply, "Attaching to process " + pid + " failed");
            }
            return started(reply, "Attaching to process " + pid + " failed");
        });
    }

    /**
     * Has the stub start a program, stopped before its first instruction. Its standard descriptors are the stub's.
     *
     * @throws DebugException if the stub cannot
     */
    public Inferior run(LaunchOptions options) {
        requireExtended("start programs");
        if (!options.stdio().inheritsAny()) {
            throw new DebugException("The standard descriptors of a remote program are those of the stub:"
                    + " they cannot be sent elsewhere from here");
        }
        return link.call(() -> started(
                new RemoteLaunch(stub).run(options),
                "Running \"" + options.program() + "\" on the remote target failed"));
    }

    private RemoteInferior started(byte[] reply, String failure) {
        if (StopReply.parse(reply) instanceof StopReply.Stopped stopped) {
            return found(stopped);
        }
        throw StubReply.refusal(reply, failure);
    }

    private void requireExtended(String what) {
        if (!isExtended()) {
            throw new DebugException("The \"remote\" target does not " + what + ": use \"target extended-remote\"");
        }
    }

    /** Has the stub carry out a command of its own; what it says goes to {@link RemoteSettings#output}. */
    public void monitor(String command) {
        link.run(() -> {
            requireStopped();
            byte[] packet = PacketBuilder.of("qRcmd,").hexText(command).toBytes();
            byte[] reply = stub.askSlowly(packet);
            while (reply.length > 1 && reply[0] == 'O' && !StubReply.isOk(reply)) {
                link.settings()
                        .output()
                        .accept(new PacketCursor(RemoteLink.text(reply).substring(1)).hexText());
                reply = link.answer(packet, stub.slowly());
            }
            if (StubReply.isUnknown(reply)) {
                throw new DebugException("Target does not support this command.");
            }
            if (StubReply.isError(reply)) {
                throw StubReply.refusal(reply, "Protocol error with Rcmd");
            }
            if (!StubReply.isOk(reply)) {
                link.settings().output().accept(new PacketCursor(reply).hexText());
            }
        });
    }

    /** Sends a packet of the user's; the reply. */
    public String packet(String text) {
        return link.call(() -> {
            requireStopped();
            stub.deselect();
            return PacketText.of(link.ask(RemoteLink.bytes(text)));
        });
    }

    private void requireStopped() {
        if (all().stream().anyMatch(inferior -> inferior.control().isExecuting())) {
            throw new DebugException("Cannot execute this command while the target is running.\n"
                    + "Use the \"interrupt\" command to stop the target\nand then try again.");
        }
    }

    void requireNoneRuns() {
        if (all().stream().anyMatch(inferior -> inferior.state() == Inferior.State.RUNNING)) {
            throw new DebugException(
                    "Another process behind this connection is running: they cannot run together, for the stub stops"
                            + " all of them at once; use \"set schedule-multiple off\"");
        }
    }

    private List<RemoteInferior> all() {
        synchronized (inferiors) {
            return List.copyOf(inferiors);
        }
    }

    void add(RemoteInferior inferior) {
        synchronized (inferiors) {
            inferiors.add(inferior);
        }
    }

    /** A process that {@code parent} has made, and that is stopped. */
    RemoteInferior child(RemoteInferior parent, int pid, int tid) {
        return new RemoteInferior(this, stub, pid, tid, parent.launched(), ProgramStreams.none());
    }

    /** A process is gone, or was let go: with the last one a connection ends that is not extended. */
    void released(RemoteInferior inferior) {
        boolean last;
        synchronized (inferiors) {
            inferiors.remove(inferior);
            last = inferiors.isEmpty();
        }
        if (last && !isExtended()) {
            close();
        }
    }

    /** Ends the connection; what the stub does with its processes is its own affair. */
    @Override
    public void close() {
        link.close();
        files.close();
    }
}
