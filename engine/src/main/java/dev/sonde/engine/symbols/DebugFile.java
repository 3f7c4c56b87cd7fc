package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.elf.DebugFileLocator;
import dev.sonde.debuginfo.elf.DebugFileSearch;
import dev.sonde.debuginfo.elf.ElfFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** The separate debug file of an ELF file, looked for when it is first needed. Thread-safe. */
final class DebugFile {
    private final Supplier<Optional<ElfFile>> search;
    private final ElfFile elf;
    private boolean searched;
    private boolean opened;
    private Optional<ElfFile> found = Optional.empty();
    private Optional<SourceInformation> source = Optional.empty();

    private DebugFile(ElfFile elf, Supplier<Optional<ElfFile>> search) {
        this.elf = elf;
        this.search = search;
    }

    /** {@code elf} has none. */
    static DebugFile none(ElfFile elf) {
        return new DebugFile(elf, Optional::empty);
    }

    /** The one of {@code elf}, which was read from {@code path}. */
    static DebugFile of(ElfFile elf, Path path) {
        return new DebugFile(elf, () -> find(elf, path));
    }

    synchronized Optional<ElfFile> get() {
        if (!searched) {
            found = search.get();
            searched = true;
        }
        return found;
    }

    /** What the file itself or else its debug file says about the source. */
    synchronized Optional<SourceInformation> source() {
        if (!opened) {
            source = Optional.of(elf)
                    .filter(DebugSections::arePresent)
                    .or(() -> get().filter(DebugSections::arePresent))
                    .map(file -> DebugSections.source(file, elf.name()));
            opened = true;
        }
        return source;
    }

    private static Optional<ElfFile> find(ElfFile elf, Path path) {
        try {
            return DebugFileLocator.standard().find(elf, path).found().map(DebugFileSearch.Found::file);
        } catch (FormatException e) {
            return Optional.empty(); // a damaged link leads nowhere
        }
    }
}
