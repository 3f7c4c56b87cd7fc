package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.elf.DebugFileSearch;
import dev.sonde.debuginfo.elf.ElfFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The separate debug file of an ELF file, looked for when it is first needed, and again when it may have come since.
 * Thread-safe.
 */
final class DebugFile {
    private static final int NEVER = -1;

    private final ElfFile elf;
    private final @Nullable Path path;
    private final SymbolFiles files;
    private int searched = NEVER;
    private Optional<ElfFile> found = Optional.empty();
    private int opened = NEVER;
    private Optional<SourceInformation> source = Optional.empty();

    private DebugFile(ElfFile elf, @Nullable Path path, SymbolFiles files) {
        this.elf = elf;
        this.path = path;
        this.files = files;
    }

    /** {@code elf} has none. */
    static DebugFile none(ElfFile elf) {
        return new DebugFile(elf, null, new SymbolFiles());
    }

    /** The one of {@code elf}, which was read from {@code path}. */
    static DebugFile of(ElfFile elf, Path path, SymbolFiles files) {
        return new DebugFile(elf, path, files);
    }

    synchronized Optional<ElfFile> get() {
        int version = files.version();
        if (found.isEmpty() && path != null && searched != version) {
            found = find(path);
            searched = version;
        }
        return found;
    }

    /** What the file itself or else its debug file says about the source. */
    synchronized Optional<SourceInformation> source() {
        int version = files.version();
        if (source.isEmpty() && opened != version) {
            source = Optional.of(elf)
                    .filter(DebugSections::arePresent)
                    .or(() -> get().filter(DebugSections::arePresent))
                    .map(file -> DebugSections.source(file, elf.name(), files));
            opened = version;
        }
        return source;
    }

    /** Whether {@link #source} would define something of this name; a wrong yes costs time only. */
    boolean mayDefine(String name) {
        return isOpened()
                || elf.buildId()
                        .filter(id -> files.absentNames().isAbsent(id, name))
                        .isEmpty();
    }

    /** Whether something in {@link #source} would come from this source file; a wrong yes costs time only. */
    boolean mayComeFrom(String path) {
        return isOpened()
                || elf.buildId()
                        .filter(id -> files.absentNames().isSourceAbsent(id, path))
                        .isEmpty();
    }

    private synchronized boolean isOpened() {
        return source.isPresent() || DebugSections.arePresent(elf);
    }

    private Optional<ElfFile> find(Path original) {
        try {
            DebugFileSearch search = files.locator().find(elf, original);
            search.rejected().forEach(rejected -> files.refused(rejected.path(), rejected.reason()));
            return search.found().map(DebugFileSearch.Found::file).or(this::fetched);
        } catch (FormatException e) {
            return Optional.empty(); // a damaged link leads nowhere
        }
    }

    private Optional<ElfFile> fetched() {
        if (DebugSections.arePresent(elf)) {
            return Optional.empty();
        }
        Optional<Path> file = elf.buildId().flatMap(id -> files.fetch(elf, id));
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ElfFile.open(file.get()));
        } catch (IOException | FormatException e) {
            files.refused(file.get(), "cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }
}
