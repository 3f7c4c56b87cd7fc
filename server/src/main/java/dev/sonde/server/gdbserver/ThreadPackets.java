package dev.sonde.server.gdbserver;

import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.rsp.PacketBuilder;
import dev.sonde.engine.rsp.PacketCursor;
import dev.sonde.engine.rsp.ThreadId;

/** Which threads there are, and which one is meant. */
final class ThreadPackets {
    private final Session session;

    ThreadPackets(Session session) {
        this.session = session;
    }

    void addTo(PacketTable table) {
        table.prefix("H", this::select);
        table.prefix("T", this::isAlive);
        if (!session.features().refuses("qC")) {
            table.exact("qC", packet -> Reply.of(PacketBuilder.of("QC").thread(session.id(session.thread()))));
        }
        if (!session.features().refuses("qfThreadInfo")) {
            table.exact("qfThreadInfo", packet -> list());
            table.exact("qsThreadInfo", packet -> Reply.text("l"));
        }
        table.prefix(
                "qThreadExtraInfo,",
                packet -> Reply.of(new PacketBuilder()
                        .hexText(session.thread(packet.thread()).name())));
    }

    private Reply select(PacketCursor packet) {
        char purpose = packet.next();
        if (purpose != 'c' && purpose != 'g') {
            return Reply.UNKNOWN;
        }
        ThreadId id = packet.thread();
        if (session.processes().all().isEmpty()) {
            return Reply.ERROR;
        }
        if (id.tid() > 0 || id.pid() > 0) {
            InferiorThread thread = session.thread(id);
            id = ThreadId.of(thread.inferior().pid(), thread.tid());
        }
        if (purpose == 'c') {
            session.selectContinued(id);
        } else {
            session.selectGeneral(id);
        }
        return Reply.OK;
    }

    private Reply isAlive(PacketCursor packet) {
        session.thread(packet.thread());
        return Reply.OK;
    }

    private Reply list() {
        PacketBuilder reply = PacketBuilder.of("m");
        String separator = "";
        for (ServedProcess process : session.processes().all()) {
            for (InferiorThread thread : process.threads()) {
                reply.text(separator).thread(session.id(thread));
                separator = ",";
            }
        }
        return separator.isEmpty() ? Reply.text("l") : Reply.of(reply);
    }
}
