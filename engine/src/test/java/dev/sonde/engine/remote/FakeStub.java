package dev.sonde.engine.remote;

import dev.sonde.engine.rsp.PacketBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stub that says what it is told to say, well or badly. It acknowledges nothing by itself: what it writes is what a test
 * has given it.
 */
final class FakeStub implements AutoCloseable {
    /** What a script says to end the connection. */
    static final String HANG_UP = "<hang up>";
    /** What a script says to say nothing. */
    static final String SILENCE = "<silence>";

    private final ServerSocket server;
    private final Map<String, String> raw = new LinkedHashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread;
    private boolean byteByByte;

    FakeStub() {
        try {
            server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = Thread.ofPlatform().daemon().unstarted(this::serve);
        says("qSupported", "PacketSize=1000");
        says("vCont?", "vCont;c;C;s;S");
        says("?", "T05thread:1;");
        says("g", "00".repeat(16 * 8) + "0010000000000000" + "00".repeat(700));
        says("m", "90".repeat(16));
        says("H", "OK");
        says("P", "OK");
        says("X", "OK");
        says("k", HANG_UP);
        says("D", "OK");
    }

    /** What it answers to requests that begin with {@code prefix}, as the payload of a packet. */
    FakeStub says(String prefix, String payload) {
        return writes(prefix, payload.startsWith("<") ? payload : frame(payload));
    }

    /** What it writes upon requests that begin with {@code prefix}, whatever that is. */
    FakeStub writes(String prefix, String bytes) {
        raw.remove(prefix);
        raw.put(prefix, bytes);
        return this;
    }

    /** Lets each byte that it writes travel alone. */
    FakeStub byteByByte() {
        byteByByte = true;
        return this;
    }

    static String frame(String payload) {
        int sum = payload.getBytes(StandardCharsets.ISO_8859_1).length == 0
                ? 0
                : payload.chars().sum() & 0xff;
        return "$" + payload + "#" + "%02x".formatted(sum);
    }

    /** Where it listens. */
    String place() {
        if (!thread.isAlive()) {
            thread.start();
        }
        return "localhost:" + server.getLocalPort();
    }

    /** What it has been asked so far. */
    List<String> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    private void serve() {
        try (Socket socket = server.accept()) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            String last = "";
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '$') {
                    last = request(in);
                    requests.add(last);
                    write(out, "+");
                    if (!answer(out, last)) {
                        return;
                    }
                } else if (c == '-') {
                    // The packet is wanted again: this time it is whole.
                    write(out, frame("l"));
                } else if (c == 0x03) {
                    requests.add("<interrupt>");
                    if (!answer(out, "<interrupt>")) {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            // The debugger has hung up.
        }
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        int c = in.read();
        while (c >= 0 && c != '#') {
            text.append((char) c);
            c = in.read();
        }
        in.readNBytes(2);
        return text.toString();
    }

    private boolean answer(OutputStream out, String request) throws IOException {
        String reply = frame("");
        for (Map.Entry<String, String> entry : raw.entrySet()) {
            if (request.startsWith(entry.getKey())) {
                reply = entry.getValue();
            }
        }
        if (reply.equals(HANG_UP)) {
            return false;
        }
        if (!reply.equals(SILENCE) && !(request.equals("<interrupt>") && reply.equals(frame("")))) {
            write(out, reply);
        }
        return true;
    }

    private void write(OutputStream out, String bytes) throws IOException {
        byte[] all = bytes.getBytes(StandardCharsets.ISO_8859_1);
        if (byteByByte) {
            for (byte b : all) {
                out.write(b);
                out.flush();
            }
        } else {
            out.write(all);
            out.flush();
        }
    }

    /** Memory with nothing in it, as a reply. */
    static String zeros(int count) {
        return new String(new PacketBuilder().hex(new byte[count]).toBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            server.close();
            thread.join(10_000);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
