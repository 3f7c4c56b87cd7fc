package dev.sonde.engine.remote;

import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.rsp.PacketBuilder;
import dev.sonde.engine.rsp.PacketCursor;
import dev.sonde.engine.rsp.ThreadId;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The threads of a process behind a stub, as far as the stub has told of them. */
final class RemoteThreads {
    private static final int MAXIMUM = 1 << 20;

    private final RemoteInferior inferior;
    private final RemoteStub stub;
    private final ConcurrentSkipListMap<Integer, RemoteThread> byId = new ConcurrentSkipListMap<>();
    private volatile boolean stale = true;

    RemoteThreads(RemoteInferior inferior, RemoteStub stub) {
        this.inferior = inferior;
        this.stub = stub;
    }

    /** Those that are known, in the order of their ids. */
    List<RemoteThread> known() {
        return List.copyOf(byId.values());
    }

    @Nullable
    RemoteThread find(int tid) {
        return byId.get(tid);
    }

    /** The thread with this id, which the stub has named. */
    RemoteThread named(int tid) {
        return byId.computeIfAbsent(tid, id -> new RemoteThread(inferior, stub, id));
    }

    /** The process has run: there may be others. */
    void stale() {
        stale = true;
    }

    boolean isStale() {
        return stale;
    }

    void forgetAllBut(RemoteThread thread) {
        byId.clear();
        byId.put(thread.tid(), thread);
        stale = true;
    }

    void clear() {
        byId.clear();
    }

    /**
     * Asks the stub which there are. On the link's thread.
     *
     * @param tell is told of those that have come and gone
     */
    void update(Consumer<Notice> tell) {
        if (!stale) {
            return;
        }
        stale = false;
        Map<Integer, String> listed = list();
        if (listed.isEmpty()) {
            return; // a stub that has no threads has one all the same
        }
        boolean first = byId.isEmpty();
        for (Integer tid : List.copyOf(byId.keySet())) {
            if (!listed.containsKey(tid)) {
                byId.remove(tid);
                tell.accept(new Notice.ThreadEnded(tid));
            }
        }
        listed.forEach((tid, name) -> {
            boolean isNew = !byId.containsKey(tid);
            RemoteThread thread = named(tid);
            thread.listedName = name;
            if (isNew && !first) {
                tell.accept(new Notice.ThreadStarted(thread));
            }
        });
    }

    /** Names by ids; a name that is not known is empty. */
    private Map<Integer, String> list() {
        Optional<String> document =
                stub.supports("qXfer:threads:read") ? stub.transferText("threads", "") : Optional.empty();
        return document.map(this::parse).filter(found -> !found.isEmpty()).orElseGet(this::listByPackets);
    }

    /** Source: "Debugging with GDB", appendix E.11, "Thread List Format". */
    private Map<Integer, String> parse(String document) {
        Map<Integer, String> found = new LinkedHashMap<>();
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(document));
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("thread")) {
                    String id = xml.getAttributeValue(null, "id");
                    String name = xml.getAttributeValue(null, "name");
                    if (id != null) {
                        add(found, new PacketCursor(id).thread(), name == null ? "" : name);
                    }
                }
            }
        } catch (XMLStreamException e) {
            return Map.of(); // there is another way to ask
        }
        return found;
    }

    private void add(Map<Integer, String> found, ThreadId id, String name) {
        boolean ours = id.pid() == ThreadId.UNSTATED || id.pid() == inferior.pid();
        if (ours && id.tid() > 0 && found.size() < MAXIMUM) {
            found.put((int) id.tid(), name);
        }
    }

    private Map<Integer, String> listByPackets() {
        Map<Integer, String> found = new LinkedHashMap<>();
        Optional<byte[]> reply = stub.tryAsk("qfThreadInfo", RemoteLink.bytes("qfThreadInfo"));
        List<ThreadId> ids = new ArrayList<>();
        while (reply.isPresent() && reply.get().length > 1 && reply.get()[0] == 'm' && ids.size() < MAXIMUM) {
            PacketCursor cursor = new PacketCursor(reply.get());
            cursor.next();
            do {
                ids.add(cursor.thread());
            } while (cursor.accept(","));
            reply = Optional.of(stub.link().ask(RemoteLink.bytes("qsThreadInfo")));
        }
        for (ThreadId id : ids) {
            RemoteThread known = byId.get((int) id.tid());
            add(found, id, known == null ? name(id) : known.listedName);
        }
        return found;
    }

    private String name(ThreadId id) {
        byte[] packet = PacketBuilder.of("qThreadExtraInfo,").thread(id).toBytes();
        return stub.tryAsk("qThreadExtraInfo", packet)
                .filter(reply -> !StubReply.isError(reply))
                .map(reply -> new PacketCursor(reply).hexText())
                .orElse("");
    }
}
