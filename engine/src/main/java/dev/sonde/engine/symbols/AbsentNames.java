package dev.sonde.engine.symbols;

import dev.sonde.debuginfo.dwarf.index.NameIndex;
import dev.sonde.debuginfo.elf.BuildId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells by what is kept of debug files that were read before which names they do not have, so that a name of the program
 * is not looked for in the debug files of all its libraries. Thread-safe.
 */
final class AbsentNames {
    private final Map<BuildId, Optional<NameIndex>> indexes = new HashMap<>();
    private final Map<BuildId, Optional<Set<String>>> sources = new HashMap<>();

    AbsentNames() {}

    /** Whether the debug file of this build-id is known to define nothing of this name. */
    synchronized boolean isAbsent(BuildId buildId, String name) {
        return indexes.computeIfAbsent(buildId, AbsentNames::index)
                .filter(index -> !index.has(name))
                .isPresent();
    }

    /** Whether nothing in the debug file of this build-id is known to come from a source file of this name. */
    synchronized boolean isSourceAbsent(BuildId buildId, String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return sources.computeIfAbsent(buildId, AbsentNames::sources)
                .filter(names -> !names.contains(name))
                .isPresent();
    }

    private static Optional<NameIndex> index(BuildId buildId) {
        try {
            return Caches.indexes().names(buildId.toString());
        } catch (IOException e) {
            return Optional.empty(); // without what was kept, the debug file itself is asked
        }
    }

    private static Optional<Set<String>> sources(BuildId buildId) {
        try {
            return Optional.of(new HashSet<>(Files.readAllLines(Caches.sources(buildId), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return Optional.empty(); // without what was kept, the debug file itself is asked
        }
    }
}
