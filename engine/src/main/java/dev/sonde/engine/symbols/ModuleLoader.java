package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.elf.ElfConstants;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.Segment;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.MemoryRegion;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out which ELF files are mapped into a process, and where.
 *
 * <p>Keeps the opened files, so that a second look, or a second run of the program, does not read them again as long as
 * they have not changed. Not thread-safe.
 */
public final class ModuleLoader {
    private static final String VDSO = "[vdso]";

    private final Map<String, Opened> files = new HashMap<>();
    private Optional<ElfFile> vdso = Optional.empty();

    /** A file as it was when it was opened; empty when it is no ELF file or cannot be read. */
    private record Opened(FileTime modified, long size, Optional<Image> image) {}

    /** An ELF file, and where what was stripped from it may be. */
    private record Image(ElfFile elf, DebugFile debugFile) {}

    private final SymbolFiles symbolFiles = new SymbolFiles();

    /** A loader that has opened no file yet. */
    public ModuleLoader() {}

    /** Where the debug files of the modules come from. */
    public SymbolFiles symbolFiles() {
        return symbolFiles;
    }

    /** An executable that does not run: its addresses are those of the file. */
    public Modules ofFile(Path path) {
        return ofFile(path, 0);
    }

    /** An executable that does not run, with {@code bias} added to the addresses of its file. */
    public Modules ofFile(Path path, long bias) {
        return open(path.toString())
                .map(file -> new Modules(List.of(new LoadedModule(
                        file.elf, file.debugFile, bias, lowest(file.elf) + bias, highest(file.elf) + bias))))
                .orElse(Modules.none());
    }

    /** The modules that are mapped into {@code inferior} now, the executable first. */
    public Modules load(Inferior inferior) {
        Map<String, List<MemoryRegion>> byFile = new LinkedHashMap<>();
        for (MemoryRegion region : inferior.info().regions()) {
            if (region.isFile() || region.name().equals(VDSO)) {
                byFile.computeIfAbsent(region.name(), name -> new ArrayList<>()).add(region);
            }
        }
        Optional<String> executable = inferior.info().executable();
        List<LoadedModule> modules = new ArrayList<>();
        byFile.forEach((name, regions) -> file(inferior, name, regions)
                .flatMap(file -> place(file, regions))
                .ifPresent(module -> {
                    if (executable.filter(name::equals).isPresent()) {
                        modules.addFirst(module);
                    } else {
                        modules.add(module);
                    }
                }));
        return new Modules(modules);
    }

    private Optional<Image> file(Inferior inferior, String name, List<MemoryRegion> regions) {
        if (!name.equals(VDSO)) {
            return open(name);
        }
        MemoryRegion region = regions.getFirst();
        MemorySegment copy = Arena.ofAuto().allocate(region.size(), 8);
        if (inferior.memory().read(region.start(), copy) != region.size()) {
            return Optional.empty();
        }
        if (vdso.filter(known -> known.bytes().mismatch(copy) < 0).isEmpty()) {
            vdso = parse(() -> ElfFile.of(VDSO, copy));
        }
        return vdso.map(elf -> new Image(elf, DebugFile.none(elf)));
    }

    private Optional<Image> open(String name) {
        Path path = Path.of(name);
        try {
            FileTime modified = Files.getLastModifiedTime(path);
            long size = Files.size(path);
            Opened known = files.get(name);
            if (known == null || !known.modified.equals(modified) || known.size != size) {
                Optional<ElfFile> elf = parse(() -> ElfFile.open(path));
                known = new Opened(modified, size, elf.map(e -> new Image(e, DebugFile.of(e, path, symbolFiles))));
                files.put(name, known);
            }
            return known.image;
        } catch (IOException e) {
            return Optional.empty(); // deleted or out of reach: the process has it mapped all the same
        }
    }

    /** Opens an ELF file. */
    @FunctionalInterface
    private interface Parser {
        ElfFile parse() throws IOException;
    }

    private static Optional<ElfFile> parse(Parser parser) {
        try {
            ElfFile elf = parser.parse();
            return elf.header().isX86_64() && !elf.segments().isEmpty() ? Optional.of(elf) : Optional.empty();
        } catch (IOException | FormatException e) {
            return Optional.empty(); // most mapped files are data
        }
    }

    /** The bias is where the first loaded byte of the file was meant to be, against where it is. */
    private static Optional<LoadedModule> place(Image file, List<MemoryRegion> regions) {
        ElfFile elf = file.elf;
        for (MemoryRegion region : regions) {
            for (Segment segment : elf.segments()) {
                long inSegment = region.offset() - segment.offset();
                if (segment.type() == ElfConstants.PT_LOAD
                        && inSegment > -segment.alignment()
                        && inSegment < segment.fileSize()) {
                    long bias = region.start() - (segment.address() + inSegment);
                    return Optional.of(
                            new LoadedModule(elf, file.debugFile, bias, lowest(elf) + bias, highest(elf) + bias));
                }
            }
        }
        return Optional.empty();
    }

    private static long lowest(ElfFile elf) {
        return elf.segments().stream()
                .filter(segment -> segment.type() == ElfConstants.PT_LOAD)
                .mapToLong(Segment::address)
                .min()
                .orElse(0);
    }

    private static long highest(ElfFile elf) {
        return elf.segments().stream()
                .filter(segment -> segment.type() == ElfConstants.PT_LOAD)
                .mapToLong(segment -> segment.address() + segment.memorySize())
                .max()
                .orElse(0);
    }
}
