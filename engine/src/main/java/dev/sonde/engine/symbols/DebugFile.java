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
    private Optional<ElfFile> found = Optional.empty();
    private boolean searched;

    private DebugFile(Supplier<Optional<ElfFile>> search) {
        this.search = search;
    }

    /** There is none. */
    static DebugFile none() {
        return new DebugFile(Optional::empty);
    }

    /** The one of {@code elf}, which was read from {@code path}. */
    static DebugFile of(ElfFile elf, Path path) {
        return new DebugFile(() -> find(elf, path));
    }

    synchronized Optional<ElfFile> get() {
        if (!searched) {
            found = search.get();
            searched = true;
        }
        return found;
    }

    private static Optional<ElfFile> find(ElfFile elf, Path path) {
        try {
            return DebugFileLocator.standard().find(elf, path).found().map(DebugFileSearch.Found::file);
        } catch (FormatException e) {
            return Optional.empty(); // a damaged link leads nowhere
        }
    }
}
