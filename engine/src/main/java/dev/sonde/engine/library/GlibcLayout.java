package dev.sonde.engine.library;

import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.symbols.Modules;
import dev.sonde.engine.symbols.SymbolPlace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the members of glibc's structures are, which glibc itself describes for its thread debugging library.
 *
 * <p>Source: glibc's {@code nptl_db/structs.def} and {@code nptl_db/db_info.c}: a description is three words, the size of a
 * member in bits, the number of elements, and the offset in bytes; the size of a structure is one.
 */
final class GlibcLayout {
    private static final String PREFIX = "_thread_db_";
    private static final String GLOBALS = "_rtld_global";
    private static final int DESCRIPTION = 3 * Integer.BYTES;

    private final Modules modules;
    private final Memory memory;
    private final Map<String, Field> fields = new HashMap<>();

    /** A member: the size of it or of one of its elements, and its offset, in bytes. */
    record Field(int size, int offset) {}

    private GlibcLayout(Modules modules, Memory memory) {
        this.modules = modules;
        this.memory = memory;
    }

    /** That of the C library among {@code modules}; empty when it has none. */
    static Optional<GlibcLayout> find(Modules modules, Memory memory) {
        GlibcLayout layout = new GlibcLayout(modules, memory);
        try {
            for (String name : List.of("pthread_dtvp", "dtv_dtv", "link_map_l_tls_modid", "link_map_l_tls_offset")) {
                layout.field(name);
            }
            layout.globals();
            return Optional.of(layout);
        } catch (MemoryFaultException | IllegalStateException e) {
            return Optional.empty(); // another C library
        }
    }

    /**
     * The description of a member.
     *
     * @param name such as {@code dtv_t_counter}
     * @throws IllegalStateException if there is none
     */
    Field field(String name) {
        Field known = fields.get(name);
        if (known == null) {
            ByteBuffer words = ByteBuffer.wrap(memory.readBytes(symbol(PREFIX + name), DESCRIPTION))
                    .order(ByteOrder.LITTLE_ENDIAN);
            known = new Field(words.getInt(0) / Byte.SIZE, words.getInt(8));
            fields.put(name, known);
        }
        return known;
    }

    /** The size of a structure in bytes, such as {@code dtv_slotinfo}. */
    int size(String name) {
        return ByteBuffer.wrap(memory.readBytes(symbol(PREFIX + "sizeof_" + name), Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }

    /** The address of the dynamic loader's own variables. */
    long globals() {
        return symbol(GLOBALS);
    }

    private long symbol(String name) {
        return modules.all().stream()
                .flatMap(module -> module.symbolsNamed(name).stream())
                .mapToLong(SymbolPlace::start)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no module has a symbol called " + name));
    }
}
