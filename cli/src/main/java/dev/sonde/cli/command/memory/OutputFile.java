package dev.sonde.cli.command.memory;

import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that memory is written to, piece by piece, so that its size does not matter. When memory cannot be read to the
 * end, what was written is taken back.
 *
 * @param append whether it keeps what it has
 */
record OutputFile(Path path, boolean append) {
    private static final int CHUNK = 1 << 20;

    void write(byte[] bytes) throws IOException {
        try (FileChannel channel = open()) {
            write(channel, bytes);
        }
    }

    /**
     * Writes {@code length} bytes from {@code start} on.
     *
     * @throws MemoryFaultException if they cannot all be read
     * @throws InterruptedException if the user interrupted it
     */
    void write(Memory memory, long start, long length) throws IOException, InterruptedException {
        // The first piece is read before the file is opened: most mistakes show there, and leave the file alone.
        byte[] piece = piece(memory, start, length);
        try (FileChannel channel = open()) {
            long before = channel.size();
            long done = 0;
            try {
                while (true) {
                    write(channel, piece);
                    done += piece.length;
                    if (done == length) {
                        return;
                    }
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                    piece = piece(memory, start + done, length - done);
                }
            } catch (MemoryFaultException e) {
                channel.truncate(before);
                throw e;
            }
        }
    }

    private static byte[] piece(Memory memory, long start, long left) {
        return memory.readBytes(start, (int) (Long.compareUnsigned(left, CHUNK) < 0 ? left : CHUNK));
    }

    private FileChannel open() throws IOException {
        return append
                ? FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                : FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
