package dev.sonde.server.gdbserver;

import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.rsp.PacketCursor;
import dev.sonde.engine.rsp.ProtocolException;
import dev.sonde.engine.rsp.ThreadId;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.server.gdbserver.ThreadRequest.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Letting threads run, and asking what stopped them. */
final class ResumePackets {
    private static final ThreadId EVERYONE = ThreadId.of(ThreadId.ALL, ThreadId.ALL);

    private final Session session;

    ResumePackets(Session session) {
        this.session = session;
    }

    void addTo(PacketTable table) {
        table.exact("?", packet -> status());
        table.prefix("c", packet -> old(packet, Kind.CONTINUE, false));
        table.prefix("C", packet -> old(packet, Kind.CONTINUE, true));
        table.prefix("s", packet -> old(packet, Kind.STEP, false));
        table.prefix("S", packet -> old(packet, Kind.STEP, true));
        if (!session.features().refuses("vCont")) {
            table.exact("vCont?", packet -> Reply.text("vCont;c;C;t;s;S;r"));
            table.prefix("vCont;", this::resume);
            table.exact("vCtrlC", packet -> interrupt());
        }
        table.exact("vStopped", packet -> session.nextNotification());
    }

    private Reply interrupt() {
        session.execution().interrupt();
        return Reply.OK;
    }

    /** {@code ACTION[:THREAD]}, separated by semicolons; the first that means a thread is for it. */
    private Reply resume(PacketCursor packet) {
        List<ThreadRequest> requests = new ArrayList<>();
        while (!packet.atEnd()) {
            char action = packet.next();
            int signal = 0;
            long start = 0;
            long end = 0;
            if (action == 'C' || action == 'S') {
                signal = session.features().fromDebugger(packet.number(255));
            } else if (action == 'r') {
                start = packet.number();
                packet.expect(",");
                end = packet.number();
            }
            ThreadId threads = packet.accept(":") ? packet.thread() : EVERYONE;
            Kind kind = kind(action);
            requests.add(new ThreadRequest(threads, kind, signal, start, end));
            if (!packet.atEnd()) {
                packet.expect(";");
            }
        }
        return run(requests);
    }

    private static Kind kind(char action) {
        return switch (action) {
            case 'c', 'C' -> Kind.CONTINUE;
            case 's', 'S' -> Kind.STEP;
            case 'r' -> Kind.STEP_RANGE;
            case 't' -> Kind.STOP;
            default -> throw new ProtocolException("No thread can do '" + action + "'");
        };
    }

    /** The older requests: one thread, or all, at an address perhaps. */
    private Reply old(PacketCursor packet, Kind kind, boolean withSignal) {
        int signal = withSignal ? session.features().fromDebugger(packet.number(255)) : 0;
        if (withSignal) {
            packet.accept(";");
        }
        InferiorThread thread = session.thread();
        if (!packet.atEnd()) {
            thread.registers().writeLong(Register.RIP, packet.number());
        }
        ThreadId chosen = session.continued();
        if (chosen.tid() <= 0) {
            ThreadId current = session.id(thread);
            return run(
                    kind == Kind.CONTINUE && signal == 0
                            ? List.of(ThreadRequest.of(EVERYONE, kind, 0))
                            : List.of(
                                    ThreadRequest.of(current, kind, signal),
                                    ThreadRequest.of(EVERYONE, Kind.CONTINUE, 0)));
        }
        return run(List.of(ThreadRequest.of(chosen, kind, signal)));
    }

    private Reply run(List<ThreadRequest> requests) {
        if (requests.isEmpty() || session.processes().isEmpty()) {
            return Reply.ERROR;
        }
        session.execution().run(requests);
        return session.execution().nonStop() ? Reply.OK : Reply.NONE;
    }

    /** What stopped the program last; in non-stop mode, every thread that is stopped. */
    private Reply status() {
        if (session.processes().all().isEmpty()) {
            return session.execution().nonStop() ? Reply.OK : Reply.text("W00");
        }
        if (!session.execution().nonStop()) {
            return new Reply(Optional.of(session.announce(session.lastStop(session.thread()))));
        }
        List<Report> stopped = new ArrayList<>();
        for (ServedProcess process : session.processes().all()) {
            process.inferior().threads().stream()
                    .filter(InferiorThread::isStopped)
                    .map(session::lastStop)
                    .forEach(stopped::add);
        }
        return session.replyWithAll(stopped);
    }
}
