package dev.sonde.server.gdbserver;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.rsp.End;
import dev.sonde.engine.rsp.Incoming;
import dev.sonde.engine.rsp.PacketBuilder;
import dev.sonde.engine.rsp.PacketConnection;
import dev.sonde.engine.rsp.ThreadId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One debugger's connection.
 *
 * <p>Packets are read, carried out and answered on one thread. What the processes do is told on another, which waits for
 * it; a lock lets one of the two at a time look at anything.
 */
final class Session {
    /** A packet of this size carries what the largest one announced does. */
    private static final int LIMIT = 4 * Features.PACKET_SIZE;

    private final Stub stub;
    private final PacketConnection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final Features features;
    private final Execution execution;
    private final StopReplies replies;
    private final PacketTable table = new PacketTable();
    /** What is to be told in non-stop mode; the first one has been sent and waits for its acknowledgement. */
    private final Deque<Report> notifications = new ArrayDeque<>();

    private ThreadId general = ThreadId.of(ThreadId.ANY, ThreadId.ANY);
    private ThreadId continued = ThreadId.of(ThreadId.ANY, ThreadId.ANY);
    private boolean ends;
    private boolean withoutAcknowledgements;
    private boolean traced;

    Session(Stub stub, Listener.Connection connection) {
        this.stub = stub;
        this.connection = new PacketConnection(connection.in(), connection.out(), End.STUB, LIMIT);
        features = new Features(stub.options().disabled());
        replies = new StopReplies(features, new ThreadFacts());
        execution = new Execution(stub.processes(), stub.signals(), features, this::tell);
        trace(stub.options().tracePackets());
        new QueryPackets(this).addTo(table);
        new RegisterPackets(this).addTo(table);
        new MemoryPackets(this).addTo(table);
        new BreakpointPackets(this).addTo(table);
        new ResumePackets(this).addTo(table);
        new ThreadPackets(this).addTo(table);
        new ProcessPackets(this).addTo(table);
        new SettingPackets(this).addTo(table);
        new TransferPackets(this).addTo(table);
        new FilePackets(this).addTo(table);
        new LldbPackets(this).addTo(table);
    }

    Stub stub() {
        return stub;
    }

    Processes processes() {
        return stub.processes();
    }

    Features features() {
        return features;
    }

    Execution execution() {
        return execution;
    }

    StopReplies replies() {
        return replies;
    }

    /** Serves the debugger until one of both leaves. */
    void run() throws IOException {
        processes().allMade().forEach(execution::adopt);
        Thread teller = Thread.ofPlatform().name("sonde-reports").daemon().start(this::tellStops);
        try {
            while (!ends) {
                Incoming incoming = connection.receive();
                switch (incoming) {
                    case Incoming.Packet(byte[] payload) -> answer(payload);
                    case Incoming.Interrupt() -> locked(execution::interrupt);
                    case Incoming.Notification _ -> {} // only stubs have any
                    case Incoming.Damaged(String reason, boolean _) -> stub.say("A packet was ignored: " + reason);
                    case Incoming.Closed() -> ends = true;
                }
            }
        } finally {
            locked(this::leave);
            processes().endWait();
            join(teller);
        }
    }

    /** Everything stands still when no debugger is there. */
    private void leave() {
        ends = true;
        execution.stopAll();
        if (execution.nonStop()) {
            execution.nonStop(false);
        }
        execution.forgetReports();
    }

    private void answer(byte[] payload) throws IOException {
        lock.lock();
        try {
            Reply reply;
            try {
                reply = table.handle(payload);
            } catch (DebugException e) {
                if (traced) {
                    stub.say(String.valueOf(e.getMessage()));
                }
                reply = Reply.ERROR;
            }
            if (reply.payload().isPresent()) {
                connection.send(reply.payload().get());
            }
            if (withoutAcknowledgements) {
                connection.withoutAcknowledgements();
            }
        } finally {
            lock.unlock();
        }
    }

    private void tellStops() {
        try {
            Optional<ServedProcess> process = processes().awaitStopped();
            while (process.isPresent()) {
                ServedProcess stopped = process.get();
                locked(() -> {
                    if (!ends) {
                        execution.happened(stopped);
                    }
                });
                process = processes().awaitStopped();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DebugException e) {
            stub.say(String.valueOf(e.getMessage()));
        }
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells the debugger: at once, or as a notification, which it fetches one by one. */
    private void tell(Report report) {
        try {
            if (!execution.nonStop()) {
                connection.send(announce(report));
                return;
            }
            notifications.add(report);
            if (notifications.size() == 1) {
                connection.notify("Stop:" + text(announce(report)));
            }
        } catch (IOException e) {
            stub.say("The debugger could not be told of a stop: " + e.getMessage());
        }
    }

    /** The last notification has arrived: what comes next, or that there is none. */
    Reply nextNotification() {
        notifications.poll();
        return notifications.isEmpty() ? Reply.OK : Reply.text(text(announce(notifications.peek())));
    }

    /** The first of several reports, the others to be fetched one by one. */
    Reply replyWithAll(Iterable<Report> reports) {
        notifications.clear();
        reports.forEach(notifications::add);
        return notifications.isEmpty() ? Reply.OK : Reply.text(text(announce(notifications.peek())));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The stop reply of a report, of which the debugger knows from now on. */
    byte[] announce(Report report) {
        byte[] reply = replies.write(report, execution.nonStop()).toBytes();
        switch (report) {
            case Report.Stopped(ServedProcess process, InferiorThread thread, var cause) -> {
                process.told().put(thread.tid(), cause);
                if (cause instanceof StopCause.Forked(int child, boolean _, var _)) {
                    processes().find(child).ifPresent(made -> made.announced = true);
                }
                if (!execution.nonStop()) {
                    general = process.id(thread);
                }
            }
            case Report.Exited(ServedProcess process, int code) -> {
                stub.say("\nChild exited with status " + code);
                execution.forget(process);
            }
            case Report.Killed(ServedProcess process, int signal) -> {
                stub.say("\nChild terminated with signal = 0x" + Integer.toHexString(features.toDebugger(signal)));
                execution.forget(process);
            }
            case Report.NothingRuns() -> {}
        }
        return reply;
    }

    /** The thread that the next packets about registers and memory mean. */
    void selectGeneral(ThreadId id) {
        general = id;
    }

    /** The threads that the older packets for resuming mean. */
    void selectContinued(ThreadId id) {
        continued = id;
    }

    ThreadId continued() {
        return continued;
    }

    /** The thread that packets about registers mean. */
    InferiorThread thread() {
        return processes()
                .thread(general)
                .or(() -> processes().thread(ThreadId.of(ThreadId.ANY, ThreadId.ANY)))
                .orElseThrow(() -> new DebugException("No thread is selected"));
    }

    /** The thread with this id. */
    InferiorThread thread(ThreadId id) {
        return processes().thread(id).orElseThrow(() -> new DebugException("There is no thread " + id));
    }

    /** The process that packets about memory and breakpoints mean. */
    ServedProcess process() {
        return processes()
                .find(general.pid())
                .filter(process -> process.announced)
                .orElseGet(() -> processes().of(thread()));
    }

    /** An id as this debugger writes it. */
    ThreadId id(InferiorThread thread) {
        return replies.id(processes().of(thread), thread.tid());
    }

    /** From the next packet on nothing is acknowledged. */
    void stopAcknowledging() {
        withoutAcknowledgements = true;
    }

    /** Shows packets, or no longer. */
    void trace(boolean on) {
        traced = on;
        connection.trace(on ? stub::say : null);
    }

    /** Has the debugger print a text, which is the answer of a command. */
    void print(String text) {
        try {
            connection.send(PacketBuilder.of("O").hexText(text).toBytes());
        } catch (IOException e) {
            stub.say("The debugger could not be told: " + e.getMessage());
        }
    }

    /** The session ends when the present packet has been answered. */
    void end() {
        ends = true;
    }

    /** What was told last of a stopped thread. */
    Report.Stopped lastStop(InferiorThread thread) {
        ServedProcess process = processes().of(thread);
        @Nullable StopCause told = process.told().get(thread.tid());
        boolean attached = process.attached() && execution.nonStop();
        StopCause cause =
                Optional.ofNullable(told).orElse(attached ? new StopCause.Interrupted() : new StopCause.StepDone());
        return new Report.Stopped(process, thread, cause);
    }
}
