package dev.sonde.engine.rsp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts payloads into frames: escapes, run lengths where the other end expands them, the checksum. Not thread-safe. */
final class FrameWriter {
    private static final int SMALLEST_RUN = 3;
    private static final int LONGEST_RUN = 126 - FrameReader.RUN_BIAS;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final boolean writesRuns;
    private byte[] frame = new byte[1024];
    private int length;

    FrameWriter(boolean writesRuns) {
        this.writesRuns = writesRuns;
    }

    /** The whole frame of {@code payload}, which is valid until the next call; {@link #length} says how long it is. */
    byte[] frame(char kind, byte[] payload) {
        // At worst, every byte is escaped.
        int needed = (int) Math.min(Integer.MAX_VALUE - 16L, 2L * payload.length + 4);
        if (frame.length < needed) {
            frame = new byte[needed];
        }
        length = 0;
        frame[length++] = (byte) kind;
        for (int i = 0; i < payload.length; ) {
            i = writesRuns ? putRun(payload, i) : putEscaped(payload, i);
        }
        int sum = 0;
        for (int i = 1; i < length; i++) {
            sum += frame[i];
        }
        frame[length++] = '#';
        frame[length++] = HEX[sum >> 4 & 0xf];
        frame[length++] = HEX[sum & 0xf];
        return frame;
    }

    /** The length of the last frame. */
    int length() {
        return length;
    }

    /** The last frame, to be kept. */
    byte[] copy() {
        return Arrays.copyOf(frame, length);
    }

    private int putRun(byte[] payload, int from) {
        byte c = payload[from];
        if (mustBeEscaped(c)) {
            return putEscaped(payload, from);
        }
        frame[length++] = c;
        int repeats = 0;
        int longest = Math.min(LONGEST_RUN, payload.length - from - 1);
        while (repeats < longest && payload[from + 1 + repeats] == c) {
            repeats++;
        }
        // Characters that frames and acknowledgements are made of are no counts.
        while (repeats >= SMALLEST_RUN && "$#+-".indexOf(repeats + FrameReader.RUN_BIAS) >= 0) {
            repeats--;
        }
        if (repeats < SMALLEST_RUN) {
            return from + 1;
        }
        frame[length++] = '*';
        frame[length++] = (byte) (repeats + FrameReader.RUN_BIAS);
        return from + 1 + repeats;
    }

    private int putEscaped(byte[] payload, int from) {
        byte c = payload[from];
        if (mustBeEscaped(c)) {
            frame[length++] = '}';
            frame[length++] = (byte) (c ^ 0x20);
        } else {
            frame[length++] = c;
        }
        return from + 1;
    }

    private static boolean mustBeEscaped(byte c) {
        return c == '$' || c == '#' || c == '}' || c == '*';
    }
}
