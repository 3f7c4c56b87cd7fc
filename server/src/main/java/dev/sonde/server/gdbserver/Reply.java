package dev.sonde.server.gdbserver;

import dev.sonde.engine.rsp.PacketBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a packet is answered with.
 *
 * @param payload empty for nothing at all: an answer that follows later, or never
 */
record Reply(Optional<byte[]> payload) {
    /** The request was carried out. */
    static final Reply OK = text("OK");

    /** The request is not known. */
    static final Reply UNKNOWN = text("");

    /** The request cannot be carried out. */
    static final Reply ERROR = text("E01");

    /** No answer now. */
    static final Reply NONE = new Reply(Optional.empty());

    static Reply text(String text) {
        return new Reply(Optional.of(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    static Reply of(PacketBuilder payload) {
        return new Reply(Optional.of(payload.toBytes()));
    }

    /** OK if something was done, an error otherwise. */
    static Reply okIf(boolean done) {
        return done ? OK : ERROR;
    }
}
