package dev.sonde.engine.rsp;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Takes a stream of bytes apart into packets, notifications, acknowledgements and interrupts. What lies between them is
 * skipped. Not thread-safe.
 */
final class FrameReader {
    /** A run of {@code n} further characters is written as the character 29 + n. */
    static final int RUN_BIAS = 29;

    private static final int END = -1;
    private static final int SMALLEST_RUN = 3;
    private static final int LAST_PRINTABLE = 126;

    /** What the stream is made of. */
    sealed interface Frame {
        /** The other end has received a packet whole. */
        record Ack() implements Frame {}

        /** The other end wants the last packet again. */
        record Nack() implements Frame {}

        /** What concerns the one who reads. */
        record Content(Incoming incoming) implements Frame {}
    }

    private final InputStream in;
    private final boolean expandsRuns;
    private final int limit;

    private final byte[] input = new byte[1 << 14];
    private int position;
    private int end;

    private byte[] payload = new byte[512];
    private int length;
    private int sum;
    private boolean escaped;
    /** The last character before escapes were resolved, which a run repeats. */
    private int last;

    /** @param limit the length of the longest payload that is taken, in bytes */
    FrameReader(InputStream in, boolean expandsRuns, int limit) {
        this.in = in;
        this.expandsRuns = expandsRuns;
        this.limit = limit;
    }

    /** The next frame. Blocks until it is there; {@link Incoming.Closed} at the end of the stream. */
    Frame next() throws IOException {
        while (true) {
            int c = read();
            switch (c) {
                case END -> {
                    return new Frame.Content(new Incoming.Closed());
                }
                case '+' -> {
                    return new Frame.Ack();
                }
                case '-' -> {
                    return new Frame.Nack();
                }
                case 0x03 -> {
                    return new Frame.Content(new Incoming.Interrupt());
                }
                case '$', '%' -> {
                    return new Frame.Content(body(c == '%'));
                }
                default -> {} // noise on the line
            }
        }
    }

    /** What follows the first byte of a packet. A {@code $} in the middle means that the end of the last one was lost. */
    private Incoming body(boolean first) throws IOException {
        boolean notification = first;
        start();
        while (true) {
            int c = read();
            switch (c) {
                case END -> {
                    return new Incoming.Closed();
                }
                case '#' -> {
                    return finish(notification);
                }
                case '$' -> {
                    notification = false;
                    start();
                }
                default -> {
                    sum += c;
                    if (c == '*' && expandsRuns && !escaped) {
                        int count = read();
                        if (count == END) {
                            return new Incoming.Closed();
                        }
                        sum += count;
                        if (!repeat(count)) {
                            return damaged(notification, "a run length of character " + count);
                        }
                    } else {
                        put(c);
                    }
                }
            }
        }
    }

    private void start() {
        length = 0;
        sum = 0;
        escaped = false;
        last = END;
    }

    private boolean repeat(int count) {
        int times = count - RUN_BIAS;
        if (times < SMALLEST_RUN || count > LAST_PRINTABLE || last == END) {
            return false;
        }
        int repeated = last;
        for (int i = 0; i < times; i++) {
            put(repeated);
        }
        return true;
    }

    private void put(int c) {
        last = c;
        if (escaped) {
            escaped = false;
            store(c ^ 0x20);
        } else if (c == '}') {
            escaped = true;
        } else {
            store(c);
        }
    }

    /** Counts on beyond the limit, but keeps nothing there: the length is judged at the end of the packet. */
    private void store(int c) {
        if (length < limit) {
            if (length == payload.length) {
                payload = Arrays.copyOf(payload, (int) Math.min(limit, 2L * payload.length));
            }
            payload[length] = (byte) c;
        }
        if (length < Integer.MAX_VALUE) {
            length++;
        }
    }

    /** Skips the rest of a packet that is known to be wrong, so that none of it is taken for something else. */
    private Incoming damaged(boolean notification, String reason) throws IOException {
        int c;
        do {
            c = read();
        } while (c != '#' && c != END);
        if (c == END || read() == END || read() == END) {
            return new Incoming.Closed();
        }
        return new Incoming.Damaged(reason, notification);
    }

    private Incoming finish(boolean notification) throws IOException {
        int high = read();
        int low = read();
        if (high == END || low == END) {
            return new Incoming.Closed();
        }
        int stated = Character.digit(high, 16) << 4 | Character.digit(low, 16);
        String reason = "";
        if (stated != (sum & 0xff)) {
            reason = "checksum %c%c, but its bytes add up to %02x".formatted(high, low, sum & 0xff);
        } else if (escaped) {
            reason = "an escape character at its end";
        } else if (length > limit) {
            reason = "more than " + limit + " bytes";
        }
        if (!reason.isEmpty()) {
            return new Incoming.Damaged(reason, notification);
        }
        byte[] bytes = Arrays.copyOf(payload, length);
        return notification ? new Incoming.Notification(bytes) : new Incoming.Packet(bytes);
    }

    private int read() throws IOException {
        if (position == end) {
            int n = in.read(input, 0, input.length);
            if (n <= 0) {
                return END;
            }
            position = 0;
            end = n;
        }
        return input[position++] & 0xff;
    }
}
