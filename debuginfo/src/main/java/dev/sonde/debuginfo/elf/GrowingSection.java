package dev.sonde.debuginfo.elf;

import dev.sonde.debuginfo.bytes.FormatException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The content of a section while it is being decompressed, from its start to its end: in memory, or in a file that is
 * kept. Thread-safe.
 */
public final class GrowingSection {
    private final String name;
    /** A view of the file if there is one. */
    private final MemorySegment bytes;

    private final @Nullable FileChannel file;
    /** How much the file has; the rest is in {@link #bytes} only. */
    private long inFile;

    private long available;
    private @Nullable FormatException failure;

    private GrowingSection(String name, MemorySegment bytes, @Nullable FileChannel file) {
        this.name = name;
        this.bytes = bytes;
        this.file = file;
    }

    /**
     * A section that is complete.
     *
     * @param file the file of {@code bytes}, to read from rather than to map; null if there is none
     */
    static GrowingSection complete(String name, MemorySegment bytes, @Nullable FileChannel file) {
        var section = new GrowingSection(name, bytes, file);
        section.advance(bytes.byteSize(), file == null ? 0 : bytes.byteSize());
        return section;
    }

    /** A section that a new thread decompresses into memory. */
    static GrowingSection inMemory(CompressedSection section) {
        MemorySegment bytes = Compression.allocate(section.name(), section.size());
        var growing = new GrowingSection(section.name(), bytes, null);
        growing.start(section, null);
        return growing;
    }

    /** A section that a new thread decompresses into a file that is kept. */
    static GrowingSection inFile(CompressedSection section, SectionStore.Part part) {
        var growing = new GrowingSection(section.name(), part.bytes(), part.channel());
        growing.start(section, part);
        return growing;
    }

    /** All of its bytes, also those that do not have their content yet. */
    public MemorySegment bytes() {
        return bytes.asReadOnly();
    }

    /**
     * Waits until the bytes below {@code end} have their content.
     *
     * @param end an offset, which may be past the end of the section
     * @throws FormatException if the section turns out to be malformed
     * @throws CancellationException if the thread is interrupted, which stays so
     */
    public synchronized void await(long end) {
        long wanted = Math.min(end, bytes.byteSize());
        while (available < wanted) {
            if (failure != null) {
                throw new FormatException(failure.section(), failure.offset(), failure.reason());
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                var cancelled = new CancellationException(name + " is not waited for any more");
                cancelled.initCause(e);
                throw cancelled;
            }
        }
    }

    /** Whether all of its bytes have their content. */
    public synchronized boolean isComplete() {
        return available == bytes.byteSize();
    }

    /** All of its bytes, once they have their content; see {@link #await}. */
    public MemorySegment complete() {
        await(Long.MAX_VALUE);
        return bytes();
    }

    /**
     * Copies bytes once they have their content; see {@link #await}. What is in a file does not become a part of this
     * process's memory by that.
     */
    public void read(long offset, byte[] target, int length) {
        await(offset + length);
        if (file == null || !isInFile(offset + length) || !read(file, offset, ByteBuffer.wrap(target, 0, length))) {
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, offset, target, 0, length);
        }
    }

    private static boolean read(FileChannel file, long offset, ByteBuffer target) {
        try {
            while (target.hasRemaining()) {
                if (file.read(target, offset + target.position()) < 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false; // an interrupt closes the channel; the same bytes are mapped
        }
    }

    private synchronized boolean isInFile(long end) {
        return end <= inFile;
    }

    private void start(CompressedSection section, SectionStore.@Nullable Part part) {
        Thread.ofPlatform().daemon().name("inflate" + name).start(() -> {
            try {
                fill(section, part);
            } catch (FormatException e) {
                fail(e);
            } catch (RuntimeException | Error e) {
                fail(new FormatException(name, 0, "cannot be decompressed: " + e));
            }
        });
    }

    private void fill(CompressedSection section, SectionStore.@Nullable Part part) {
        if (part == null) {
            section.decompress(new MemorySink(bytes, to -> advance(to, 0)));
            return;
        }
        var sink = new FileSink(part, name, this::advance);
        try {
            long checksum;
            try {
                checksum = section.decompress(sink);
            } catch (FormatException e) {
                sink.end();
                throw e;
            }
            sink.finish(checksum);
        } finally {
            part.discard();
        }
    }

    /** Decompresses right into memory. */
    static final class MemorySink implements CompressedSection.Sink {
        private final MemorySegment bytes;
        private final LongConsumer progress;
        private long at;

        MemorySink(MemorySegment bytes, LongConsumer progress) {
            this.bytes = bytes;
            this.progress = progress;
        }

        @Override
        public ByteBuffer next() {
            return bytes.asSlice(at, Math.min(CompressedSection.STEP, bytes.byteSize() - at))
                    .asByteBuffer();
        }

        @Override
        public void accept(ByteBuffer step) {
            at += step.remaining();
            progress.accept(at);
        }
    }

    private synchronized void advance(long to, long file) {
        available = to;
        inFile = file;
        notifyAll();
    }

    private synchronized void fail(FormatException problem) {
        failure = problem;
        notifyAll();
    }
}
