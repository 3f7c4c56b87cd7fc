package dev.sonde.engine.library;

import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the dynamic loader tells debuggers of one namespace of dlmopen(3).
 *
 * <p>Source: {@code struct r_debug} and {@code struct r_debug_extended} of {@code <link.h>}.
 *
 * @param address where it is
 * @param version 0 before the loader has filled it in
 * @param map the first entry of the list, 0 for none
 * @param hook the function that the loader calls before and after each change
 * @param state whether the list is being changed
 * @param next the next namespace's, 0 for none
 */
record Rendezvous(long address, int version, long map, long hook, State state, long next) {
    private static final int SIZE = 40;
    private static final int EXTENDED = 2;
    private static final int MOST_NAMESPACES = 64;

    /** {@code r_state}. */
    enum State {
        CONSISTENT,
        ADD,
        DELETE
    }

    /** That of the first namespace and those that it leads to; none when it cannot be read or is not filled in. */
    static List<Rendezvous> readAll(Memory memory, long first) {
        Map<Long, Rendezvous> found = new LinkedHashMap<>();
        long next = first;
        while (next != 0 && !found.containsKey(next) && found.size() < MOST_NAMESPACES) {
            Optional<Rendezvous> one = read(memory, next).filter(read -> read.version > 0);
            one.ifPresent(read -> found.put(read.address, read));
            next = one.map(Rendezvous::next).orElse(0L);
        }
        return List.copyOf(found.values());
    }

    private static Optional<Rendezvous> read(Memory memory, long address) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(memory.readBytes(address, SIZE)).order(ByteOrder.LITTLE_ENDIAN);
            int version = bytes.getInt(0);
            int state = bytes.getInt(24);
            return Optional.of(new Rendezvous(
                    address,
                    version,
                    bytes.getLong(8),
                    bytes.getLong(16),
                    state == 1 ? State.ADD : state == 2 ? State.DELETE : State.CONSISTENT,
                    version >= EXTENDED ? memory.readLong(address + SIZE) : 0));
        } catch (MemoryFaultException e) {
            return Optional.empty();
        }
    }
}
