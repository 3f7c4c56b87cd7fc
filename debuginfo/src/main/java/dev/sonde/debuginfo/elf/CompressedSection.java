package dev.sonde.debuginfo.elf;

import dev.sonde.debuginfo.bytes.FormatException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.Adler32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A section that a file holds compressed (gABI chapter 4, "Section Compression"). Immutable and thread-safe.
 *
 * @param name its name
 * @param method how it is compressed
 * @param offset where the compressed bytes start in the file, behind their header
 * @param compressed the compressed bytes, a view of the file
 * @param size its size in bytes once decompressed
 * @param path the file, if it is one
 */
record CompressedSection(
        String name, Method method, long offset, MemorySegment compressed, long size, Optional<Path> path) {
    private static final int INPUT = 256 << 10;
    /** How much is decompressed in one step. */
    static final int STEP = 256 << 10;

    /** How a section is compressed. */
    enum Method {
        ZLIB,
        ZSTD
    }

    /** Takes decompressed bytes, in order. */
    interface Sink {
        /** A buffer of at least one byte, and of as many as are left or {@link #STEP}, to decompress to. */
        ByteBuffer next();

        /** Takes the bytes between the buffer's position and its limit; it is no other's from then on. */
        void accept(ByteBuffer bytes);
    }

    /**
     * Decompresses all of it; answers its Adler-32 checksum.
     *
     * @throws FormatException if it cannot be decompressed, or is longer or shorter than it says
     */
    long decompress(Sink sink) {
        if (method == Method.ZSTD) {
            MemorySegment whole = Compression.zstd(name, compressed, size);
            Adler32 checksum = new Adler32();
            for (long at = 0; at < size; at += STEP) {
                ByteBuffer step = whole.asSlice(at, Math.min(STEP, size - at)).asByteBuffer();
                checksum.update(step.duplicate());
                sink.accept(sink.next().put(step).flip());
            }
            return checksum.getValue();
        }
        try (FileChannel channel = open();
                Inflater inflater = new Inflater()) {
            inflate(inflater, channel, sink);
            return inflater.getAdler() & 0xffff_ffffL;
        } catch (IOException | DataFormatException e) {
            throw new FormatException(name, 0, "not a readable zlib stream: " + e.getMessage());
        }
    }

    private void inflate(Inflater inflater, @Nullable FileChannel channel, Sink sink)
            throws IOException, DataFormatException {
        ByteBuffer input = ByteBuffer.allocateDirect((int) Math.min(INPUT, compressed.byteSize()));
        ByteBuffer output = ByteBuffer.allocate(0);
        long consumed = 0;
        long produced = 0;
        while (!inflater.finished() && produced < size) {
            if (inflater.needsInput() && consumed < compressed.byteSize()) {
                consumed += fill(channel, consumed, input);
                inflater.setInput(input);
            }
            if (!output.hasRemaining()) {
                output = sink.next();
                output.limit((int) Math.min(output.limit(), size - produced));
            }
            int step = inflater.inflate(output);
            if (step == 0 && (inflater.needsDictionary() || consumed == compressed.byteSize())) {
                break;
            }
            produced += step;
            if (!output.hasRemaining()) {
                sink.accept(output.flip());
                output = ByteBuffer.allocate(0);
            }
        }
        if (produced != size) {
            throw new FormatException(name, 0, "the zlib stream ends after " + produced + " of " + size + " bytes");
        }
    }

    private int fill(@Nullable FileChannel channel, long at, ByteBuffer input) throws IOException {
        int length = (int) Math.min(input.capacity(), compressed.byteSize() - at);
        input.clear().limit(length);
        if (channel == null) {
            input.put(compressed.asSlice(at, length).asByteBuffer());
        } else {
            while (input.hasRemaining()) {
                if (channel.read(input, offset + at + input.position()) < 0) {
                    throw new IOException("the file has become shorter");
                }
            }
        }
        input.flip();
        return length;
    }

    /** The file, for reading that leaves nothing in this process's memory; null when the mapping must do. */
    private @Nullable FileChannel open() throws IOException {
        if (path.isEmpty()) {
            return null;
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(path.get(), StandardOpenOption.READ);
        } catch (IOException e) {
            return null; // deleted since, or replaced by something unreadable: the mapping has it still
        }
        if (isSame(channel)) {
            return channel;
        }
        channel.close();
        return null;
    }

    /** Whether the file of this path is still the one that was mapped. */
    private boolean isSame(FileChannel channel) throws IOException {
        ByteBuffer start = ByteBuffer.allocate((int) Math.min(4096, compressed.byteSize()));
        while (start.hasRemaining()) {
            if (channel.read(start, offset + start.position()) < 0) {
                return false;
            }
        }
        return MemorySegment.ofBuffer(start.flip()).mismatch(compressed.asSlice(0, start.limit())) < 0;
    }
}
