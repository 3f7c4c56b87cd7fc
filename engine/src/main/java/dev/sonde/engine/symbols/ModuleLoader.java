package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.elf.ElfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Opens ELF files that are loaded, or will be.
 *
 * <p>Keeps the opened files, so that a second look, or a second run of the program, does not read them again as long as
 * they have not changed. Not thread-safe.
 */
public final class ModuleLoader {
    private final Map<Path, Opened> files = new HashMap<>();
    private final SymbolFiles symbolFiles = new SymbolFiles();
    private long opened;

    /** A file as it was when it was opened; empty when it is no ELF file. */
    private record Opened(
            FileTime modified, long size, @Nullable Object key, Optional<ModuleFile> file) {
        boolean isStill(BasicFileAttributes now) {
            return modified.equals(now.lastModifiedTime())
                    && size == now.size()
                    && (key == null ? now.fileKey() == null : key.equals(now.fileKey()));
        }
    }

    /** A loader that has opened no file yet. */
    public ModuleLoader() {}

    /** Where the debug files of the modules come from. */
    public SymbolFiles symbolFiles() {
        return symbolFiles;
    }

    /** How many files were opened and read so far; those that were still known are not counted. */
    public long opened() {
        return opened;
    }

    /** An executable that does not run: its addresses are those of the file. */
    public Modules ofFile(Path path) {
        return ofFile(path, 0);
    }

    /** An executable that does not run, with {@code bias} added to the addresses of its file. */
    public Modules ofFile(Path path, long bias) {
        return open(path, path)
                .map(file -> new Modules(List.of(file.at(path.toString(), bias, OptionalLong.empty()))))
                .orElse(Modules.none());
    }

    /**
     * The file at {@code path}; empty when it cannot be read, is not an ELF file of x86-64, or has nothing to load.
     *
     * @param original the path of the file where it belongs, beside which its debug file may be
     */
    public Optional<ModuleFile> open(Path path, Path original) {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            Opened known = files.get(path);
            if (known == null || !known.isStill(now)) {
                known = new Opened(now.lastModifiedTime(), now.size(), now.fileKey(), read(path, original));
                files.put(path, known);
            }
            return known.file;
        } catch (IOException e) {
            return Optional.empty(); // deleted or out of reach: the process has it mapped all the same
        }
    }

    private Optional<ModuleFile> read(Path path, Path original) throws IOException {
        opened++;
        try {
            ElfFile elf = ElfFile.open(path);
            return elf.header().isX86_64() && !elf.segments().isEmpty()
                    ? Optional.of(new ModuleFile(elf, DebugFile.of(elf, original, symbolFiles)))
                    : Optional.empty();
        } catch (FormatException e) {
            return Optional.empty(); // most mapped files are data
        }
    }
}
