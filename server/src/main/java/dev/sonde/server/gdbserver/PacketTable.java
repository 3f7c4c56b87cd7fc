package dev.sonde.server.gdbserver;

import dev.sonde.engine.rsp.PacketCursor;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds out which request a packet is. */
final class PacketTable {
    private static final int LONGEST_NAME = 64;

    private final Map<String, PacketHandler> exact = new HashMap<>();
    private final Map<String, PacketHandler> prefixes = new HashMap<>();
    private final TreeSet<Integer> lengths = new TreeSet<>(Comparator.reverseOrder());

    /** A request that consists of its name alone. */
    void exact(String name, PacketHandler handler) {
        exact.put(name, handler);
    }

    /** A request whose name is followed by what it needs. The longest name that fits wins. */
    void prefix(String name, PacketHandler handler) {
        prefixes.put(name, handler);
        lengths.add(name.length());
    }

    /** Carries out the request in {@code payload}; {@link Reply#UNKNOWN} if there is no such. */
    Reply handle(byte[] payload) {
        String start = new String(payload, 0, Math.min(payload.length, LONGEST_NAME), StandardCharsets.ISO_8859_1);
        PacketCursor cursor = new PacketCursor(payload);
        @Nullable PacketHandler whole = payload.length <= LONGEST_NAME ? exact.get(start) : null;
        if (whole != null) {
            cursor.expect(start);
            return whole.handle(cursor);
        }
        for (int length : lengths) {
            if (length <= start.length()) {
                String name = start.substring(0, length);
                @Nullable PacketHandler handler = prefixes.get(name);
                if (handler != null) {
                    cursor.expect(name);
                    return handler.handle(cursor);
                }
            }
        }
        return Reply.UNKNOWN;
    }
}
