package dev.sonde.debuginfo.elf;

import dev.sonde.debuginfo.bytes.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Finds the separate debug file of a stripped program or library on this machine (GDB manual, "Separate Debug Files").
 *
 * <p>Looks by build-id below each debug file directory ({@code .build-id/ab/cdef.debug}), then for the name in
 * {@code .gnu_debuglink} beside the file, in {@code .debug} beside it, and below each debug file directory at the file's
 * own path, then there for the file's own name with and without {@code .debug}. What is found has to match: by build-id
 * if both have one, else by the checksum of the link. Immutable and thread-safe.
 */
public final class DebugFileLocator {
    /** Where distributions put debug files. */
    public static final Path DEFAULT_DIRECTORY = Path.of("/usr/lib/debug");

    private static final String SUFFIX = ".debug";
    private static final long CRC_STEP = 1 << 20;

    private final List<Path> directories;

    private DebugFileLocator(List<Path> directories) {
        this.directories = directories;
    }

    /** A locator that looks in {@link #DEFAULT_DIRECTORY}. */
    public static DebugFileLocator standard() {
        return new DebugFileLocator(List.of(DEFAULT_DIRECTORY));
    }

    /** A locator that looks in these debug file directories, in this order. */
    public static DebugFileLocator in(List<Path> directories) {
        return new DebugFileLocator(List.copyOf(directories));
    }

    /** The debug file directories. */
    public List<Path> directories() {
        return directories;
    }

    /**
     * Looks for the debug file of {@code elf}.
     *
     * @param path where {@code elf} was read from
     * @throws FormatException if the notes or the link of {@code elf} itself are malformed
     */
    public DebugFileSearch find(ElfFile elf, Path path) {
        Optional<BuildId> buildId = elf.buildId();
        Optional<DebugLink> link = elf.debugLink();
        Search search = new Search(
                path, buildId, link.map(DebugLink::crc).map(OptionalLong::of).orElse(OptionalLong.empty()));
        buildId.ifPresent(id -> buildIdPaths(id).forEach(search::tryCandidate));
        Set<Path> beside = besidePaths(path);
        link.ifPresent(l -> linkPaths(beside, l.fileName()).forEach(search::tryCandidate));
        buildId.ifPresent(id -> ownPaths(path).forEach(search::tryCandidate));
        return search.result();
    }

    /**
     * Looks for the supplementary file that {@code link} names, by path and then by build-id.
     *
     * @param path where the file with the link was read from
     */
    public DebugFileSearch findSupplementary(DebugAltLink link, Path path) {
        Search search = new Search(path, Optional.of(link.buildId()), OptionalLong.empty());
        for (Path directory : besidePaths(path)) {
            search.tryCandidate(directory.resolve(link.fileName()).normalize());
        }
        for (Path directory : directories) {
            Path name = Path.of(link.fileName()).getFileName();
            if (name != null) {
                search.tryCandidate(directory.resolve(".dwz").resolve(name));
            }
        }
        buildIdPaths(link.buildId()).forEach(search::tryCandidate);
        return search.result();
    }

    /** Looks for a program or library itself by its build-id, where distributions link to it. */
    public Optional<Path> findProgram(BuildId buildId) {
        return buildIdPaths(buildId, "").stream()
                .filter(Files::isRegularFile)
                .filter(path -> hasBuildId(path, buildId))
                .findFirst();
    }

    private static boolean hasBuildId(Path path, BuildId buildId) {
        try {
            return ElfFile.open(path).buildId().filter(buildId::equals).isPresent();
        } catch (IOException | FormatException e) {
            return false; // what cannot be read is not what is looked for
        }
    }

    private List<Path> buildIdPaths(BuildId buildId) {
        return buildIdPaths(buildId, SUFFIX);
    }

    private List<Path> buildIdPaths(BuildId buildId, String suffix) {
        String hex = buildId.toString();
        if (hex.length() <= 2) {
            return List.of();
        }
        return directories.stream()
                .map(directory -> directory
                        .resolve(".build-id")
                        .resolve(hex.substring(0, 2))
                        .resolve(hex.substring(2) + suffix))
                .toList();
    }

    private List<Path> linkPaths(Set<Path> beside, String name) {
        List<Path> candidates = new ArrayList<>();
        for (Path directory : beside) {
            candidates.add(directory.resolve(name));
            candidates.add(directory.resolve(SUFFIX).resolve(name));
        }
        for (Path debugDirectory : directories) {
            for (Path directory : beside) {
                candidates.add(below(debugDirectory, directory).resolve(name));
            }
        }
        return candidates;
    }

    /** The file's own path below each debug file directory, as distributions that use no link lay it out. */
    private List<Path> ownPaths(Path path) {
        List<Path> candidates = new ArrayList<>();
        for (Path debugDirectory : directories) {
            for (Path file : withRealPath(path.toAbsolutePath().normalize())) {
                Path mirrored = below(debugDirectory, file);
                candidates.add(mirrored.resolveSibling(mirrored.getFileName() + SUFFIX));
                candidates.add(mirrored);
            }
        }
        return candidates;
    }

    /** The directory of a file as given and, where symbolic links lead elsewhere, as it really is. */
    private static Set<Path> besidePaths(Path path) {
        Set<Path> directories = new LinkedHashSet<>();
        for (Path file : withRealPath(path.toAbsolutePath().normalize())) {
            Path directory = file.getParent();
            if (directory != null) {
                directories.add(directory);
            }
        }
        return directories;
    }

    private static Set<Path> withRealPath(Path path) {
        Set<Path> paths = new LinkedHashSet<>();
        paths.add(path);
        if (Files.exists(path)) {
            try {
                paths.add(path.toRealPath());
            } catch (IOException e) {
                // Gone since the check: the path as given is all there is to go by.
                return paths;
            }
        }
        return paths;
    }

    private static Path below(Path debugDirectory, Path absolute) {
        Path root = absolute.getRoot();
        return debugDirectory.resolve(root == null ? absolute : root.relativize(absolute));
    }

    /** The CRC-32 that {@code .gnu_debuglink} uses, of a whole file. */
    static long crc(ElfFile file) {
        CRC32 crc = new CRC32();
        long size = file.bytes().byteSize();
        for (long at = 0; at < size; at += CRC_STEP) {
            crc.update(file.bytes().asSlice(at, Math.min(CRC_STEP, size - at)).asByteBuffer());
        }
        return crc.getValue();
    }

    /** One search: tries candidates until one matches, each path once. */
    private static final class Search {
        private final Path original;
        private final Optional<BuildId> buildId;
        private final OptionalLong crc;
        private final Set<Path> tried = new LinkedHashSet<>();
        private final List<DebugFileSearch.Rejected> rejected = new ArrayList<>();
        private Optional<DebugFileSearch.Found> found = Optional.empty();

        Search(Path original, Optional<BuildId> buildId, OptionalLong crc) {
            this.original = original;
            this.buildId = buildId;
            this.crc = crc;
        }

        void tryCandidate(Path candidate) {
            if (found.isPresent() || !tried.add(candidate) || !Files.isRegularFile(candidate)) {
                return;
            }
            try {
                if (Files.isSameFile(candidate, original)) {
                    return;
                }
                ElfFile file = ElfFile.open(candidate);
                Optional<String> mismatch = mismatch(file);
                if (mismatch.isEmpty()) {
                    found = Optional.of(new DebugFileSearch.Found(candidate, file));
                } else {
                    rejected.add(new DebugFileSearch.Rejected(candidate, mismatch.get()));
                }
            } catch (IOException | FormatException e) {
                rejected.add(new DebugFileSearch.Rejected(candidate, "cannot be read: " + e.getMessage()));
            }
        }

        /** Why {@code file} does not belong to the original, empty if it does. */
        private Optional<String> mismatch(ElfFile file) {
            Optional<BuildId> theirs = file.buildId();
            if (buildId.isPresent() && theirs.isPresent()) {
                return buildId.equals(theirs)
                        ? Optional.empty()
                        : Optional.of("its build-id is " + theirs.get() + ", expected " + buildId.get());
            }
            if (crc.isPresent()) {
                long theirCrc = crc(file);
                return theirCrc == crc.getAsLong()
                        ? Optional.empty()
                        : Optional.of(String.format("its CRC is 0x%08x, expected 0x%08x", theirCrc, crc.getAsLong()));
            }
            return Optional.of(buildId.map(id -> "it has no build-id, expected " + id)
                    .orElse("neither a build-id nor a CRC tells whether it matches"));
        }

        DebugFileSearch result() {
            return new DebugFileSearch(found, List.copyOf(rejected));
        }
    }
}
