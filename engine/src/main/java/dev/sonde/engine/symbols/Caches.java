package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.dwarf.index.IndexStore;
import dev.sonde.debuginfo.elf.BuildId;
import dev.sonde.debuginfo.elf.SectionStore;
import java.nio.file.Path;

/** What was worked out of debug files and is kept for the next start, in the user's cache directory (XDG Base Directory Specification). */
final class Caches {
    /** Decompressed sections are as large as the programs they are of; those used longest ago go first. */
    private static final long SECTIONS_LIMIT = 4L << 30;

    private Caches() {}

    /** The indexes of names. */
    static IndexStore indexes() {
        return new IndexStore(directory().resolve("index"));
    }

    /** The names of the source files of a debug file, one in each line. */
    static Path sources(BuildId buildId) {
        return directory().resolve("index").resolve(buildId + ".sources");
    }

    /** The sections that files hold compressed. */
    static SectionStore sections() {
        return new SectionStore(directory().resolve("sections"), SECTIONS_LIMIT);
    }

    private static Path directory() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("sonde");
    }
}
