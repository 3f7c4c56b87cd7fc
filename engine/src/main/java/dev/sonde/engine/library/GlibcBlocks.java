package dev.sonde.engine.library;

import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.symbols.LoadedModule;
import java.util.OptionalLong;

/**
 * The thread-local blocks of one thread in glibc.
 *
 * <p>Each thread has a vector of its blocks, the DTV, by the numbers of the modules. An entry counts only if the vector is
 * as new as the module; where it does not, a module may still have a fixed place below the thread pointer.
 *
 * <p>Source: glibc's {@code nptl_db/td_thr_tlsbase.c} and {@code sysdeps/x86_64/dl-tls.h}.
 */
final class GlibcBlocks implements ThreadLocalStorage.Blocks {
    private static final long NO_OFFSET = 0;
    private static final long FORCED_DYNAMIC = -1;
    private static final int MOST_LISTS = 1 << 12;

    private final GlibcLayout layout;
    private final Memory memory;
    private final long pointer;

    GlibcBlocks(GlibcLayout layout, Memory memory, long pointer) {
        this.layout = layout;
        this.memory = memory;
        this.pointer = pointer;
    }

    @Override
    public OptionalLong block(LoadedModule module) {
        if (module.linkMap().isEmpty()) {
            return OptionalLong.empty();
        }
        long map = module.linkMap().getAsLong();
        long number = word(map, "link_map_l_tls_modid");
        long offset = word(map, "link_map_l_tls_offset");
        long generation = number == 0 ? 0 : generation(map, number);
        if (generation < 0) {
            return OptionalLong.empty();
        }
        if (offset != NO_OFFSET && offset != FORCED_DYNAMIC) {
            return OptionalLong.of(pointer - offset);
        }
        return number == 0 ? OptionalLong.empty() : dynamic(number, generation);
    }

    private OptionalLong dynamic(long number, long generation) {
        long vector = word(pointer, "pthread_dtvp");
        int size = layout.field("dtv_dtv").size();
        long counter = layout.field("dtv_t_counter").offset();
        long current = memory.readLong(vector + counter);
        long length = memory.readLong(vector - size + counter);
        if (Long.compareUnsigned(current, generation) < 0 || Long.compareUnsigned(number, length) > 0) {
            return OptionalLong.empty();
        }
        long block = word(vector + number * size, "dtv_t_pointer_val");
        // The value for a block that is not allocated is all ones, and blocks are aligned.
        return (block & 1) != 0 || block == 0 ? OptionalLong.empty() : OptionalLong.of(block);
    }

    /** When the module got its number, in glibc's count of changes; negative while it is not in the list of all. */
    private long generation(long map, long number) {
        int size = layout.size("dtv_slotinfo");
        long list = word(layout.globals(), "rtld_global__dl_tls_dtv_slotinfo_list");
        long first = number;
        for (int i = 0; list != 0 && i < MOST_LISTS; i++) {
            long length = word(list, "dtv_slotinfo_list_len");
            if (Long.compareUnsigned(first, length) < 0) {
                long slot = list + layout.field("dtv_slotinfo_list_slotinfo").offset() + first * size;
                return word(slot, "dtv_slotinfo_map") == map ? word(slot, "dtv_slotinfo_gen") : -1;
            }
            first -= length;
            list = word(list, "dtv_slotinfo_list_next");
        }
        return -1;
    }

    private long word(long structure, String member) {
        return memory.readLong(structure + layout.field(member).offset());
    }
}
