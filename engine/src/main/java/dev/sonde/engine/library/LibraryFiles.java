package dev.sonde.engine.library;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.elf.ElfConstants;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.Segment;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.inferior.MemoryRegion;
import dev.sonde.engine.symbols.ModuleFile;
import dev.sonde.engine.symbols.ModuleLoader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the files that are mapped into a process.
 *
 * <p>A file that was deleted or replaced since is opened through {@code /proc/PID/map_files}, or else what is loaded of it
 * is read from memory. Whether the file of that name is still the one that is mapped is judged by its headers and notes,
 * where the build-id is; a file without a build-id by its inode.
 */
final class LibraryFiles {
    private static final String DELETED = " (deleted)";
    private static final String INODE = "unix:ino";

    private final ModuleLoader loader;

    LibraryFiles(ModuleLoader loader) {
        this.loader = loader;
    }

    /** The file of the executable. */
    Optional<ModuleFile> executable(Inferior inferior) {
        Optional<Path> opened = inferior.info().executableFile();
        Optional<Path> path = inferior.info().executable().map(Path::of);
        if (opened.isEmpty() || path.isEmpty()) {
            return Optional.empty();
        }
        Path here = inferior.info().hostPath(path.get());
        return isSameFile(here, opened.get()) ? loader.open(here, here) : loader.open(opened.get(), here);
    }

    private static boolean isSameFile(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false; // there is no such file any more
        }
    }

    /**
     * The file of a library.
     *
     * @param name the path by which the dynamic loader found it
     * @param base what was added to its addresses
     * @param inside an address of its data
     */
    Optional<ModuleFile> library(Inferior inferior, LibraryOptions options, String name, long base, long inside) {
        if (options.systemRoot().isPresent()) {
            return copied(options, name).or(() -> searched(options, name));
        }
        Optional<ModuleFile> found = absolute(inferior, name)
                .map(inferior.info()::hostPath)
                .flatMap(path -> loader.open(path, path))
                .filter(file -> isMapped(inferior, file, base, inside));
        return found.or(() -> mapped(inferior, base, inside)).or(() -> searched(options, name));
    }

    private Optional<ModuleFile> copied(LibraryOptions options, String name) {
        return options.systemRoot()
                .filter(_ -> name.startsWith("/"))
                .map(root -> root.resolve(name.substring(1)))
                .flatMap(path -> loader.open(path, path));
    }

    private Optional<ModuleFile> searched(LibraryOptions options, String name) {
        for (Path directory : options.searchPath()) {
            for (String candidate :
                    new String[] {name.replaceFirst("^/+", ""), name.substring(name.lastIndexOf('/') + 1)}) {
                Optional<ModuleFile> file = loader.open(directory.resolve(candidate), directory.resolve(candidate));
                if (file.isPresent()) {
                    return file;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> absolute(Inferior inferior, String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path path = Path.of(name);
            return path.isAbsolute()
                    ? Optional.of(path)
                    : inferior.info()
                            .workingDirectory()
                            .map(directory -> Path.of(directory).resolve(path).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty(); // a damaged list names what cannot be a file
        }
    }

    /** Whether what is in memory at {@code base} was mapped from {@code file}. */
    private static boolean isMapped(Inferior inferior, ModuleFile file, long base, long inside) {
        try {
            ElfFile elf = file.elf();
            MemorySegment bytes = elf.bytes();
            long headers = elf.header().programHeaderOffset()
                    + (long) elf.segments().size() * elf.header().programHeaderSize();
            boolean same = isInMemory(inferior.memory(), bytes.asSlice(0, headers), base + file.lowest());
            for (Segment segment : elf.segments()) {
                same = same
                        && (segment.type() != ElfConstants.PT_NOTE
                                || isInMemory(inferior.memory(), elf.bytes(segment), base + segment.address()));
            }
            return same && (elf.buildId().isPresent() || hasInode(inferior, Path.of(elf.name()), inside));
        } catch (FormatException | IndexOutOfBoundsException e) {
            return false; // a file that is damaged is not what runs
        }
    }

    private static boolean isInMemory(Memory memory, MemorySegment expected, long address) {
        byte[] wanted = expected.toArray(ValueLayout.JAVA_BYTE);
        return Arrays.equals(memory.readUpTo(address, wanted.length), wanted);
    }

    private static boolean hasInode(Inferior inferior, Path path, long inside) {
        return region(inferior, inside)
                .filter(region -> {
                    try {
                        return Files.getAttribute(path, INODE) instanceof Long inode && inode == region.inode();
                    } catch (IOException e) {
                        return false; // it was deleted just now
                    }
                })
                .isPresent();
    }

    private static Optional<MemoryRegion> region(Inferior inferior, long address) {
        return inferior.info().regions().stream()
                .filter(region -> region.contains(address))
                .findFirst();
    }

    /** The file that is mapped at {@code inside}, whatever its name is now, or what memory has of it. */
    private Optional<ModuleFile> mapped(Inferior inferior, long base, long inside) {
        Optional<MemoryRegion> region = region(inferior, inside).filter(MemoryRegion::isFile);
        Optional<ModuleFile> file = region.flatMap(mapping -> {
            Path original = inferior.info().hostPath(Path.of(mapping.name().replace(DELETED, "")));
            Optional<ModuleFile> renamed =
                    loader.open(original, original).filter(found -> isMapped(inferior, found, base, inside));
            return renamed.isPresent()
                    ? renamed
                    : inferior.info().mappedFile(mapping).flatMap(link -> loader.open(link, original));
        });
        if (file.isPresent()) {
            return file;
        }
        String name = region.map(MemoryRegion::name).orElse("[0x" + Long.toHexString(base) + "]");
        return MemoryImage.read(inferior.memory(), base, name).map(ModuleFile::inMemory);
    }
}
