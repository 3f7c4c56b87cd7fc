package dev.sonde.server.gdbserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.rsp.End;
import dev.sonde.engine.rsp.Incoming;
import dev.sonde.engine.rsp.PacketConnection;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A debugger that sends what it is told to, right or wrong. */
final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final PacketConnection connection;

    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(60_000);
        connection = new PacketConnection(socket.getInputStream(), socket.getOutputStream(), End.CLIENT, 1 << 24);
    }

    /** Sends a packet; its answer. */
    String ask(String packet) throws IOException {
        connection.send(packet);
        return receive();
    }

    /** The next packet. */
    String receive() throws IOException {
        Incoming incoming = connection.receive();
        assertThat(incoming).isInstanceOf(Incoming.Packet.class);
        return new String(((Incoming.Packet) incoming).payload(), StandardCharsets.ISO_8859_1);
    }

    /** The next notification. */
    String notification() throws IOException {
        Incoming incoming = connection.receive();
        assertThat(incoming).isInstanceOf(Incoming.Notification.class);
        return new String(((Incoming.Notification) incoming).payload(), StandardCharsets.ISO_8859_1);
    }

    void send(String packet) throws IOException {
        connection.send(packet);
    }

    void interrupt() throws IOException {
        connection.interrupt();
    }

    /** Sends bytes as they are. */
    void raw(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
