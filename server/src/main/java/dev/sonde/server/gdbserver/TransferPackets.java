package dev.sonde.server.gdbserver;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.AuxiliaryVector;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.rsp.PacketBuilder;
import dev.sonde.engine.rsp.PacketCursor;
import dev.sonde.engine.x86_64.Register;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** The documents and other objects that are read in pieces: {@code qXfer}. */
final class TransferPackets {
    private final Session session;
    private final ThreadFacts facts = new ThreadFacts();
    /** The object that is being read in pieces, so that all pieces are of the same. */
    private String current = "";

    private byte[] content = {};

    TransferPackets(Session session) {
        this.session = session;
    }

    void addTo(PacketTable table) {
        object(table, "features", this::features);
        object(table, "auxv", annex -> auxiliaryVector());
        object(table, "exec-file", this::executable);
        object(
                table,
                "libraries-svr4",
                annex -> text(LibraryList.write(session.process().inferior(), new PacketCursor(annex))));
        object(table, "threads", annex -> text(threads()));
        object(table, "osdata", annex -> text(OsData.of(annex)));
        table.prefix("qXfer:siginfo:read::", packet -> {
            current = ""; // it may change between two pieces
            content = session.thread().signalInfo();
            return piece(packet);
        });
        table.prefix("qXfer:siginfo:write::", this::writeSignalInfo);
    }

    private void object(PacketTable table, String name, Function<String, byte[]> reader) {
        table.prefix("qXfer:" + name + ":read:", packet -> {
            String annex = packet.until(':');
            String object = name + ":" + annex;
            if (packet.startsWith("0,") || !object.equals(current)) {
                content = reader.apply(annex);
                current = object;
            }
            return piece(packet);
        });
    }

    /** {@code OFFSET,LENGTH} of the content. */
    private Reply piece(PacketCursor packet) {
        int offset = packet.number(Integer.MAX_VALUE);
        packet.expect(",");
        int length = Math.min(packet.number(Integer.MAX_VALUE), Features.PACKET_SIZE - 1);
        if (offset > content.length) {
            return Reply.ERROR;
        }
        int count = Math.min(length, content.length - offset);
        boolean last = offset + count == content.length;
        Reply reply =
                Reply.of(new PacketBuilder(count + 1).text(last ? "l" : "m").binary(content, offset, count));
        if (last) {
            current = "";
        }
        return reply;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] features(String annex) {
        if (!annex.equals("target.xml")) {
            throw new DebugException("There is no description " + annex);
        }
        return text(session.process().description().xml());
    }

    private byte[] auxiliaryVector() {
        AuxiliaryVector vector = session.process().inferior().info().auxiliaryVector();
        ByteBuffer bytes = ByteBuffer.allocate((vector.entries().size() + 1) * 2 * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        vector.entries().forEach(entry -> bytes.putLong(entry.type()).putLong(entry.value()));
        return bytes.array();
    }

    private byte[] executable(String annex) {
        ServedProcess process = annex.isEmpty()
                ? session.process()
                : session.processes()
                        .find(new PacketCursor(annex).number())
                        .orElseThrow(() -> new DebugException("There is no process " + annex));
        return text(process.inferior()
                .info()
                .executable()
                .orElseThrow(() -> new DebugException("Process " + process.pid() + " has ended")));
    }

    private String threads() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n<threads>\n");
        for (ServedProcess process : session.processes().all()) {
            for (InferiorThread thread : process.threads()) {
                xml.append("<thread id=\"").append(session.id(thread)).append('"');
                facts.core(process, thread.tid())
                        .ifPresent(core -> xml.append(" core=\"").append(core).append('"'));
                xml.append(" name=\"").append(Xml.escape(thread.name())).append('"');
                // glibc and musl have the thread pointer for a pthread_t.
                if (thread.isStopped()) {
                    String handle = new String(
                            new PacketBuilder()
                                    .littleEndian(thread.registers().readLong(Register.FS_BASE), Long.BYTES)
                                    .toBytes(),
                            StandardCharsets.US_ASCII);
                    xml.append(" handle=\"").append(handle).append('"');
                }
                xml.append("/>\n");
            }
        }
        return xml.append("</threads>\n").toString();
    }

    private Reply writeSignalInfo(PacketCursor packet) {
        int offset = packet.number(Integer.MAX_VALUE);
        packet.expect(":");
        byte[] bytes = packet.binary();
        InferiorThread thread = session.thread();
        byte[] info = thread.signalInfo();
        if (offset > info.length) {
            return Reply.ERROR;
        }
        int count = Math.min(bytes.length, info.length - offset);
        System.arraycopy(bytes, 0, info, offset, count);
        thread.signalInfo(info);
        return Reply.of(new PacketBuilder().number(count));
    }
}
