package dev.sonde.debuginfo.elf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Keeps a directory of sections within its limit. */
final class SectionCleaner {
    /** What the names of files end with while they are written. */
    static final String PART = ".part";

    /** No file takes that long to write: whoever began it is gone. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private record Kept(Path path, long size, Instant used) {}

    private SectionCleaner() {}

    /**
     * Deletes what was used longest ago until the rest has at most {@code limit} bytes, and what was never finished.
     *
     * @param fresh a file that stays in any case
     */
    static void clean(Path directory, long limit, Path fresh) throws IOException {
        Instant abandoned = Instant.now().minus(ABANDONED);
        List<Kept> files = new ArrayList<>();
        long total = 0;
        try (Stream<Path> paths = Files.list(directory)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                if (Files.isRegularFile(path)) {
                    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                    Instant used = attributes.lastModifiedTime().toInstant();
                    if (!path.toString().endsWith(PART)) {
                        files.add(new Kept(path, attributes.size(), used));
                        total += attributes.size();
                    } else if (used.isBefore(abandoned)) {
                        Files.deleteIfExists(path);
                    }
                }
            }
        }
        files.sort(Comparator.comparing(Kept::used));
        for (Kept file : files) {
            if (total <= limit) {
                return;
            }
            if (!file.path.equals(fresh)) {
                Files.deleteIfExists(file.path);
                total -= file.size;
            }
        }
    }
}
