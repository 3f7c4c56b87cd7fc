package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.index.BuildProgress;
import dev.sonde.debuginfo.dwarf.index.NameLookup;
import dev.sonde.debuginfo.elf.BuildId;
import dev.sonde.debuginfo.elf.ElfFile;
import java.io.IOException;
import java.util.Optional;

/** The indexes of large files, kept in the user's cache directory (XDG Base Directory Specification) by build-id. */
final class KeptIndexes {
    /** Below this an index is made in less time than files are written. */
    private static final long WORTH_KEEPING = 1 << 20;

    private KeptIndexes() {}

    /** The names of {@code dwarf}, which was read from {@code elf}. */
    static NameLookup of(ElfFile elf, Dwarf dwarf, BuildProgress progress) {
        Optional<BuildId> buildId = elf.buildId();
        if (buildId.isEmpty() || hasOwnIndex(elf) || size(dwarf) < WORTH_KEEPING) {
            return NameLookup.of(dwarf, progress);
        }
        try {
            return Caches.indexes().loadOrBuild(buildId.get().toString(), dwarf, progress);
        } catch (IOException e) {
            // A cache that cannot be used costs time and nothing else.
            return NameLookup.of(dwarf, progress);
        }
    }

    private static boolean hasOwnIndex(ElfFile elf) {
        return elf.section(".debug_names").isPresent()
                || elf.section(".gdb_index").isPresent();
    }

    private static long size(Dwarf dwarf) {
        try {
            return dwarf.growingSection(".debug_info").byteSize();
        } catch (FormatException e) {
            return 0; // whoever reads it says what is wrong
        }
    }
}
