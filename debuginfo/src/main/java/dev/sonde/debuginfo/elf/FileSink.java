package dev.sonde.debuginfo.elf;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;

/** Writes a section to a file on a thread of its own, because writing would hold up decompression. */
final class FileSink implements CompressedSection.Sink {
    private static final int BUFFERS = 8;

    private final SectionStore.Part part;
    private final Listener listener;
    private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<ByteBuffer> filled = new ArrayBlockingQueue<>(BUFFERS + 1);
    private final Thread writer;

    // Of the writing thread, and of the other one when that has ended.
    private long at;
    private long written;
    private boolean failed;

    /** Is told, by the writing thread, how far it is. */
    @FunctionalInterface
    interface Listener {
        /**
         * Takes the progress.
         *
         * @param available how many bytes have their content
         * @param inFile how many of them the file has; the others are in memory
         */
        void advanced(long available, long inFile);
    }

    FileSink(SectionStore.Part part, String name, Listener listener) {
        this.part = part;
        this.listener = listener;
        for (int i = 0; i < BUFFERS; i++) {
            free.add(ByteBuffer.allocateDirect(CompressedSection.STEP));
        }
        writer = Thread.ofPlatform().daemon().name("keep" + name).start(this::write);
    }

    @Override
    public ByteBuffer next() {
        return take(free).clear();
    }

    @Override
    public void accept(ByteBuffer step) {
        put(filled, step);
    }

    /**
     * Ends the file; it is kept if all of it could be written.
     *
     * @param checksum that of the content
     */
    void finish(long checksum) {
        end();
        if (!failed) {
            part.keep(checksum);
        }
        listener.advanced(at, written);
    }

    /** Waits until what was taken so far is written. */
    void end() {
        put(filled, ByteBuffer.allocate(0));
        try {
            writer.join();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void write() {
        for (ByteBuffer step = take(filled); step.hasRemaining(); step = take(filled)) {
            // The last step is told of when the file has its name.
            listener.advanced(at, written);
            int length = step.remaining();
            failed = failed || !part.write(step.duplicate(), at);
            if (failed) {
                // The mapping is private: what could not be written becomes memory of this process.
                MemorySegment.copy(MemorySegment.ofBuffer(step), 0, part.bytes(), at, length);
            } else {
                written = at + length;
            }
            at += length;
            put(free, step);
        }
    }

    private static ByteBuffer take(BlockingQueue<ByteBuffer> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void put(BlockingQueue<ByteBuffer> queue, ByteBuffer step) {
        try {
            queue.put(step);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static CancellationException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        var cancelled = new CancellationException("interrupted");
        cancelled.initCause(e);
        return cancelled;
    }
}
