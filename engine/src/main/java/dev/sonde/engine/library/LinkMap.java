package dev.sonde.engine.library;

import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An entry of the dynamic loader's list of what it has loaded, as far as debuggers may know it.
 *
 * <p>Source: {@code struct link_map} of {@code <link.h>}, dl_iterate_phdr(3).
 *
 * @param address where the entry is
 * @param base what the loader has added to the addresses of the file
 * @param nameAddress where its path is
 * @param dynamic the address of its dynamic section
 * @param next the address of the next entry, 0 for none
 */
record LinkMap(long address, long base, long nameAddress, long dynamic, long next) {
    private static final int SIZE = 4 * Long.BYTES;
    private static final int LONGEST_NAME = 4096;

    /** The entry at {@code address}; empty when it cannot be read. */
    static Optional<LinkMap> read(Memory memory, long address) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(memory.readBytes(address, SIZE)).order(ByteOrder.LITTLE_ENDIAN);
            return Optional.of(
                    new LinkMap(address, bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong()));
        } catch (MemoryFaultException e) {
            return Optional.empty();
        }
    }

    /** Whether {@code other} is the same library at the same place: only what follows it may differ. */
    boolean isSame(LinkMap other) {
        return address == other.address
                && base == other.base
                && nameAddress == other.nameAddress
                && dynamic == other.dynamic;
    }

    /** The path as the loader found it; empty when there is none that could be one. */
    String name(Memory memory) {
        byte[] bytes = memory.readUpTo(nameAddress, LONGEST_NAME);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                String name = new String(bytes, 0, i, StandardCharsets.UTF_8);
                return name.chars().anyMatch(Character::isISOControl) ? "" : name;
            }
        }
        return "";
    }
}
