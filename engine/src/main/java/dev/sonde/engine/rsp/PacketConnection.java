package dev.sonde.engine.rsp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One end of a conversation in packets, over two streams. Acknowledges what arrives whole, asks for what does not again,
 * and repeats what the other end has not received, until {@link #withoutAcknowledgements}.
 *
 * <p>One thread at a time may {@link #receive}; {@link #send}, {@link #notify} and {@link #interrupt} may be called from
 * any thread meanwhile. Closing the streams is the business of who has opened them.
 */
public final class PacketConnection {
    /** A limit to the length of payloads, in bytes, that no stub in use comes near. */
    public static final int DEFAULT_LIMIT = 64 << 20;

    /** How often in a row a packet may be damaged before the connection is given up. */
    private static final int MAXIMUM_ATTEMPTS = 20;

    private final OutputStream out;
    private final FrameReader reader;
    private final FrameWriter writer;
    private volatile boolean acknowledged = true;
    private volatile boolean writable = true;
    /** What the other end has not acknowledged yet. */
    private byte @Nullable [] unacknowledged;

    private int attempts;
    private volatile Consumer<String> trace = text -> {};
    private volatile boolean traced;

    /**
     * A connection over streams that are open.
     *
     * @param in what the other end says; need not be buffered
     * @param out what the other end hears; each packet is written by one call and flushed
     * @param end which end this is
     * @param limit the length of the longest payload that is taken, in bytes; longer ones are damaged
     */
    public PacketConnection(InputStream in, OutputStream out, End end, int limit) {
        this.out = out;
        reader = new FrameReader(in, end == End.CLIENT, limit);
        writer = new FrameWriter(end == End.STUB);
    }

    /** Ends the acknowledgements in both directions, as agreed by {@code QStartNoAckMode}. */
    public void withoutAcknowledgements() {
        acknowledged = false;
    }

    /** Whether packets are acknowledged. */
    public boolean acknowledges() {
        return acknowledged;
    }

    /** Has every packet that is sent or received told as text, for logs; {@code null} for no more. */
    public void trace(@Nullable Consumer<String> listener) {
        trace = listener == null ? text -> {} : listener;
        traced = listener != null;
    }

    /** Sends a packet. */
    public void send(byte[] payload) throws IOException {
        trace("->", payload);
        synchronized (writer) {
            byte[] frame = writer.frame('$', payload);
            unacknowledged = acknowledged ? writer.copy() : null;
            write(frame, writer.length());
        }
    }

    /** Sends a packet of text. */
    public void send(String payload) throws IOException {
        send(payload.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends a notification. */
    public void notify(String payload) throws IOException {
        byte[] bytes = payload.getBytes(StandardCharsets.ISO_8859_1);
        trace("-> %", bytes);
        synchronized (writer) {
            byte[] frame = writer.frame('%', bytes);
            write(frame, writer.length());
        }
    }

    /** Sends the byte that asks the program to stop. */
    public void interrupt() throws IOException {
        writeByte(0x03);
    }

    /**
     * Sends the last packet again if it has not been acknowledged, as one does when no answer comes.
     *
     * @return whether there was such a packet
     */
    public boolean repeat() throws IOException {
        synchronized (writer) {
            byte[] frame = unacknowledged;
            if (frame == null) {
                return false;
            }
            write(frame, frame.length);
            return true;
        }
    }

    /**
     * What comes next; blocks until something does.
     *
     * @throws IOException what the stream throws, a time limit that was set for it included: then nothing is lost unless a
     *     packet had begun, which is damaged
     * @throws ProtocolException if one packet arrives damaged again and again
     */
    public Incoming receive() throws IOException {
        while (true) {
            switch (reader.next()) {
                case FrameReader.Frame.Ack() -> forget();
                case FrameReader.Frame.Nack() -> repeat();
                case FrameReader.Frame.Content(Incoming incoming) -> {
                    if (isForReader(incoming)) {
                        return incoming;
                    }
                }
            }
        }
    }

    private boolean isForReader(Incoming incoming) throws IOException {
        switch (incoming) {
            case Incoming.Packet(byte[] payload) -> {
                attempts = 0;
                // An answer says that the question has arrived, even if its acknowledgement was lost.
                forget();
                if (acknowledged) {
                    writeByte('+');
                }
                trace("<-", payload);
            }
            case Incoming.Notification(byte[] payload) -> trace("<- %", payload);
            case Incoming.Damaged(String reason, boolean notification) -> {
                if (acknowledged && !notification) {
                    if (++attempts == MAXIMUM_ATTEMPTS) {
                        throw new ProtocolException(
                                "A packet has arrived damaged " + attempts + " times, the last time with " + reason);
                    }
                    writeByte('-');
                    return false;
                }
            }
            case Incoming.Interrupt(), Incoming.Closed() -> {}
        }
        return true;
    }

    private void forget() {
        synchronized (writer) {
            unacknowledged = null;
        }
    }

    private void writeByte(int c) throws IOException {
        synchronized (writer) {
            write(new byte[] {(byte) c}, 1);
        }
    }

    /** What is written to an end that is gone is lost; its reading end tells what has happened. */
    private void write(byte[] bytes, int length) throws IOException {
        if (writable) {
            try {
                out.write(bytes, 0, length);
                out.flush();
            } catch (IOException e) {
                writable = false;
                throw e;
            }
        }
    }

    private void trace(String direction, byte[] payload) {
        if (traced) {
            trace.accept(direction + " " + PacketText.of(payload));
        }
    }
}
