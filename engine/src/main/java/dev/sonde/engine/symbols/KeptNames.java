package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.index.BuildProgress;
import dev.sonde.debuginfo.dwarf.index.NameLookup;
import dev.sonde.debuginfo.elf.BuildId;
import dev.sonde.debuginfo.elf.ElfFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The names of one file, kept in the user's cache directory by its build-id when reading them takes long: what it defines,
 * and which source files it was compiled from.
 */
final class KeptNames {
    /** Below this an index is made in less time than files are written. */
    private static final long WORTH_KEEPING = 1 << 20;

    /**
     * What whoever asks for a name will ask for next. These sections are decompressed while the index is made, which keeps
     * one processor busy and the others less so.
     */
    private static final List<String> LOOKED_AT_NEXT =
            List.of(".debug_line", ".debug_rnglists", ".debug_loclists", ".debug_ranges", ".debug_loc");

    private final ElfFile elf;
    private final boolean separate;

    private KeptNames(ElfFile elf, boolean separate) {
        this.elf = elf;
        this.separate = separate;
    }

    /**
     * Those of {@code elf}.
     *
     * @param separate whether it is a debug file: then what is kept also spares opening it
     */
    static KeptNames of(ElfFile elf, boolean separate) {
        return new KeptNames(elf, separate);
    }

    /** What {@code dwarf}, which was read from the file, defines. */
    NameLookup index(Dwarf dwarf, BuildProgress progress) {
        Optional<BuildId> buildId = elf.buildId();
        if (buildId.isEmpty() || hasOwnIndex() || (!separate && size(dwarf) < WORTH_KEEPING)) {
            return NameLookup.of(dwarf, progress);
        }
        try {
            if (!Caches.indexes().isKept(buildId.get().toString())) {
                LOOKED_AT_NEXT.forEach(dwarf::growingSection);
            }
            return Caches.indexes().loadOrBuild(buildId.get().toString(), dwarf, progress);
        } catch (IOException e) {
            // A cache that cannot be used costs time and nothing else.
            return NameLookup.of(dwarf, progress);
        }
    }

    /** Keeps the names of the source files of a debug file. */
    void sources(List<String> names) {
        Optional<BuildId> buildId = elf.buildId();
        if (!separate || buildId.isEmpty()) {
            return;
        }
        Path file = Caches.sources(buildId.get());
        try {
            Files.createDirectories(file.getParent());
            Path temporary = Files.createTempFile(file.getParent(), "sources", ".part");
            try {
                Files.write(temporary, names, StandardCharsets.UTF_8);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            return; // a cache that cannot be used costs time and nothing else
        }
    }

    private boolean hasOwnIndex() {
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
