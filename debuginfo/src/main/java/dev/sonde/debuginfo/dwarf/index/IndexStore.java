package dev.sonde.debuginfo.dwarf.index;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.dwarf.Dwarf;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A directory of kept indexes, one file for each build-id.
 *
 * <p>A file is written under another name and then renamed, so that readers see all of it or nothing; several processes
 * may share a directory. A file that is damaged or of another version counts as missing.
 */
public final class IndexStore {
    private final Path directory;

    /**
     * Keeps indexes in a directory, which is made when the first one is saved.
     *
     * @param directory the directory
     */
    public IndexStore(Path directory) {
        this.directory = directory;
    }

    /**
     * The kept index of a file, memory-mapped.
     *
     * @param buildId the file's build-id in hexadecimal digits
     * @return empty when none is kept, or when what is kept cannot be used
     * @throws IOException when the file is there and cannot be read
     */
    public Optional<NameIndex> load(String buildId, Dwarf dwarf) throws IOException {
        try (FileChannel channel = FileChannel.open(file(buildId), StandardOpenOption.READ)) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
            return Optional.of(NameIndex.ofKept(dwarf, bytes));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FormatException e) {
            // It is only a copy of what can be built again, and the next save replaces it.
            return Optional.empty();
        }
    }

    /**
     * The names alone of the kept index of a file, which is not opened: {@link NameIndex#has} can be asked, but no entry.
     *
     * @param buildId the file's build-id in hexadecimal digits
     * @return empty when none is kept, or when what is kept cannot be used
     * @throws IOException when the file is there and cannot be read
     */
    public Optional<NameIndex> names(String buildId) throws IOException {
        return load(buildId, Dwarf.builder(name -> Optional.empty()).build());
    }

    /**
     * Whether an index of a file is kept, usable or not.
     *
     * @param buildId the file's build-id in hexadecimal digits
     */
    public boolean isKept(String buildId) {
        return Files.exists(file(buildId));
    }

    /**
     * Keeps an index.
     *
     * @param buildId the file's build-id in hexadecimal digits
     * @throws IOException when it cannot be written; then nothing is kept
     */
    public void save(String buildId, NameIndex index) throws IOException {
        Path target = file(buildId);
        Files.createDirectories(directory);
        Path temporary = Files.createTempFile(directory, buildId, ".part");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                MemorySegment bytes = index.bytes();
                long at = 0;
                while (at < bytes.byteSize()) {
                    ByteBuffer part = bytes.asSlice(at, Math.min(1 << 28, bytes.byteSize() - at))
                            .asByteBuffer();
                    at += channel.write(part);
                }
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * The kept index, or else a new one, which is then kept.
     *
     * @throws IOException when the kept file is there and cannot be read, or the new one cannot be written
     */
    public NameIndex loadOrBuild(String buildId, Dwarf dwarf, BuildProgress progress) throws IOException {
        Optional<NameIndex> kept = load(buildId, dwarf);
        if (kept.isPresent()) {
            return kept.get();
        }
        NameIndex built = NameIndex.build(dwarf, progress);
        save(buildId, built);
        return built;
    }

    private Path file(String buildId) {
        if (!buildId.matches("[0-9a-fA-F]{2,128}")) {
            throw new IllegalArgumentException("not a build-id: " + buildId);
        }
        return directory.resolve(buildId + ".names");
    }
}
