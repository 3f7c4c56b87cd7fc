package dev.sonde.engine.library;

import dev.sonde.debuginfo.elf.ElfConstants;
import dev.sonde.debuginfo.elf.Segment;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.MemoryRegion;
import dev.sonde.engine.symbols.ModuleFile;
import dev.sonde.engine.symbols.ModuleLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ELF files that are mapped into a process as a dynamic loader would map them, for a process whose list of libraries is
 * damaged.
 */
final class MappedFiles {
    private MappedFiles() {}

    /** An ELF file that is mapped, and what was added to its addresses. */
    record Mapped(String name, ModuleFile file, long bias) {}

    /** In the order of their addresses. */
    static List<Mapped> find(Inferior inferior, ModuleLoader loader) {
        Map<String, List<MemoryRegion>> byFile = new LinkedHashMap<>();
        for (MemoryRegion region : inferior.info().regions()) {
            if (region.isFile()) {
                byFile.computeIfAbsent(region.name(), _ -> new ArrayList<>()).add(region);
            }
        }
        List<Mapped> found = new ArrayList<>();
        byFile.forEach((name, regions) -> {
            Path path = inferior.info().hostPath(Path.of(name));
            loader.open(path, path)
                    .flatMap(file -> bias(file, regions).map(bias -> new Mapped(name, file, bias)))
                    .ifPresent(found::add);
        });
        return found;
    }

    /** Where the first loaded byte of the file is, against where it was meant to be. */
    private static Optional<Long> bias(ModuleFile file, List<MemoryRegion> regions) {
        for (MemoryRegion region : regions) {
            for (Segment segment : file.elf().segments()) {
                long inSegment = region.offset() - segment.offset();
                if (segment.type() == ElfConstants.PT_LOAD
                        && inSegment > -segment.alignment()
                        && inSegment < segment.fileSize()) {
                    return Optional.of(region.start() - (segment.address() + inSegment));
                }
            }
        }
        return Optional.empty();
    }
}
