package dev.sonde.debuginfo.elf;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of looking for a separate debug file.
 *
 * @param found the first file that matched
 * @param rejected the files that were there but did not match, in the order tried
 */
public record DebugFileSearch(Optional<Found> found, List<Rejected> rejected) {
    /**
     * A debug file that matches.
     *
     * @param path where it is
     * @param file the file, opened
     */
    public record Found(Path path, ElfFile file) {}

    /**
     * A file that was in the right place but is not the right one.
     *
     * @param path where it is
     * @param reason why not, with the build-ids or checksums of both files where they differ
     */
    public record Rejected(Path path, String reason) {}
}
