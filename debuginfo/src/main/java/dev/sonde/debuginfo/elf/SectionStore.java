package dev.sonde.debuginfo.elf;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.Adler32;
import org.jspecify.annotations.Nullable;

/**
 * A directory of sections that were decompressed once, one file for each section of a build-id, to be mapped instead of
 * decompressed again.
 *
 * <p>A file is written under another name and then renamed, so that readers see all of it or nothing; several processes
 * may share a directory. A file that is damaged, of another version or of another section counts as missing and is
 * replaced. When the files together pass the limit, those used longest ago are deleted. Thread-safe.
 */
public final class SectionStore {
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final long MAGIC = 0x3154_4345_5344_4e53L; // "SNDSECT1"
    /** Behind the content: magic, checksum, size of the content, size of the compressed section, u64 each. */
    private static final int TRAILER = 32;
    /** Files of this size are also kept open, as reading all of one through a mapping makes it all resident. */
    private static final long LARGE = 64 << 20;

    private final Path directory;
    private final long limit;

    /**
     * A store in a directory, which is made when the first section is kept.
     *
     * @param limit how many bytes all files together may have
     */
    public SectionStore(Path directory, long limit) {
        this.directory = directory;
        this.limit = limit;
    }

    /** The section as it was kept, if it was. */
    Optional<GrowingSection> load(BuildId buildId, CompressedSection section) {
        Path file = file(buildId, section.name());
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                MemorySegment content = content(channel, section);
                if (content != null && isSound(file, channel)) {
                    Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
                    boolean large = section.size() >= LARGE;
                    return Optional.of(GrowingSection.complete(section.name(), content, large ? channel : null));
                }
            } finally {
                if (section.size() < LARGE) {
                    channel.close();
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            // Most often it does not exist; otherwise it cannot be used, and the next one kept replaces it.
            return Optional.empty();
        }
    }

    /** A new file for a section; empty when none can be made, or when there is too little room. */
    Optional<Part> create(BuildId buildId, CompressedSection section) {
        try {
            if (section.size() > limit / 2) {
                return Optional.empty();
            }
            Files.createDirectories(directory);
            // Other programs need room, too.
            if (Files.getFileStore(directory).getUsableSpace() / 4 < section.size()) {
                return Optional.empty();
            }
            return Optional.of(new Part(file(buildId, section.name()), section));
        } catch (IOException e) {
            return Optional.empty(); // a directory that cannot be written to costs time and nothing else
        }
    }

    private Path file(BuildId buildId, String section) {
        return directory.resolve(buildId + section.replace('/', '_'));
    }

    /** The content of a file that is kept, or null if it is not of this section. */
    private static @Nullable MemorySegment content(FileChannel channel, CompressedSection section) throws IOException {
        if (channel.size() != section.size() + TRAILER) {
            return null;
        }
        MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
        MemorySegment trailer = bytes.asSlice(section.size());
        boolean same = trailer.get(U64, 0) == MAGIC
                && trailer.get(U64, 16) == section.size()
                && trailer.get(U64, 24) == section.compressed().byteSize();
        return same ? bytes.asSlice(0, section.size()) : null;
    }

    /**
     * Whether the content is what was written. It can only have been lost if the machine went down before it reached the
     * disk, so the checksum is looked at once after each start of the machine.
     */
    private static boolean isSound(Path file, FileChannel channel) throws IOException {
        if (Files.getLastModifiedTime(file).toInstant().isAfter(SystemStart.TIME)) {
            return true;
        }
        Adler32 checksum = new Adler32();
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        long size = channel.size() - TRAILER;
        long at = 0;
        while (at < size) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), size - at));
            int length = channel.read(buffer, at);
            if (length < 0) {
                return false;
            }
            checksum.update(buffer.flip());
            at += length;
        }
        ByteBuffer trailer = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        return channel.read(trailer, size) == 16 && trailer.getLong(8) == checksum.getValue();
    }

    /** A file that is being written. */
    final class Part {
        private final Path target;
        private final Path temporary;
        private final FileChannel channel;
        private final MemorySegment bytes;
        private final CompressedSection section;

        Part(Path target, CompressedSection section) throws IOException {
            this.target = target;
            this.section = section;
            temporary = Files.createTempFile(directory, String.valueOf(target.getFileName()), SectionCleaner.PART);
            // The process may end first.
            temporary.toFile().deleteOnExit();
            channel = FileChannel.open(temporary, StandardOpenOption.READ, StandardOpenOption.WRITE);
            bytes = channel.map(FileChannel.MapMode.PRIVATE, 0, Math.max(1, section.size()), Arena.ofAuto())
                    .asSlice(0, section.size());
        }

        /** The content, as a view of the file that can be written to without changing the file. */
        MemorySegment bytes() {
            return bytes;
        }

        /** The file to read from, if it is large. */
        @Nullable
        FileChannel channel() {
            return section.size() >= LARGE ? channel : null;
        }

        /** Writes a part of the content; whether it could be written. */
        boolean write(ByteBuffer step, long at) {
            return writeAll(step, at);
        }

        private boolean writeAll(ByteBuffer step, long start) {
            try {
                long at = start;
                while (step.hasRemaining()) {
                    at += channel.write(step, at);
                }
                return true;
            } catch (IOException e) {
                return false; // the disk is full: the content goes on in memory
            }
        }

        /** The content is complete: gives the file its name. */
        void keep(long checksum) {
            ByteBuffer trailer = ByteBuffer.allocate(TRAILER).order(ByteOrder.LITTLE_ENDIAN);
            trailer.putLong(MAGIC).putLong(checksum).putLong(section.size());
            trailer.putLong(section.compressed().byteSize()).flip();
            if (!writeAll(trailer, section.size())) {
                return;
            }
            try {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                SectionCleaner.clean(directory, limit, target);
            } catch (IOException e) {
                // Not kept then; this process goes on with the file that has no name any more.
                return;
            }
        }

        /** Nothing more will be written. */
        void discard() {
            try {
                Files.deleteIfExists(temporary);
                if (section.size() < LARGE) {
                    channel.close();
                }
            } catch (NoSuchFileException e) {
                return; // somebody else cleaned up
            } catch (IOException e) {
                temporary.toFile().deleteOnExit();
            }
        }
    }
}
