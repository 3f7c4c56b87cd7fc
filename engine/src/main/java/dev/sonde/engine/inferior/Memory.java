package dev.sonde.engine.inferior;

import dev.sonde.engine.error.MemoryFaultException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The memory of a process. Addresses are unsigned. Planted breakpoints are never seen, and survive writes over them.
 * May be used from any Java thread.
 */
public interface Memory {
    /**
     * Reads from {@code address} on until {@code into} is full or a byte cannot be read.
     *
     * @param into native memory, or a heap segment, which costs a copy
     * @return how many bytes were read; when fewer than asked, {@code address} plus that is the first bad byte
     */
    long read(long address, MemorySegment into);

    /**
     * Writes to {@code address} on until {@code from} is exhausted or a byte cannot be written. Pages that the program
     * itself may not write are written all the same.
     *
     * @return how many bytes were written
     */
    long write(long address, MemorySegment from);

    /** A number that is another after each write through this object, so that what was derived from memory is known to be old. */
    default long changes() {
        return 0;
    }

    /**
     * Reads {@code length} bytes.
     *
     * @throws MemoryFaultException with the first bad address if not all can be read
     */
    default byte[] readBytes(long address, int length) {
        byte[] bytes = new byte[length];
        long n = read(address, MemorySegment.ofArray(bytes));
        if (n < length) {
            throw new MemoryFaultException(address + n, length - n);
        }
        return bytes;
    }

    /** Reads at most {@code length} bytes, fewer when memory ends before. */
    default byte[] readUpTo(long address, int length) {
        byte[] bytes = new byte[length];
        return Arrays.copyOf(bytes, (int) read(address, MemorySegment.ofArray(bytes)));
    }

    /** Reads a little-endian word of eight bytes. */
    default long readLong(long address) {
        return ByteBuffer.wrap(readBytes(address, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }

    /**
     * Writes all of {@code bytes}.
     *
     * @throws MemoryFaultException with the first bad address if not all can be written
     */
    default void writeBytes(long address, byte[] bytes) {
        try (Arena arena = Arena.ofConfined()) {
            long n = write(address, arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes));
            if (n < bytes.length) {
                throw new MemoryFaultException(address + n, bytes.length - n);
            }
        }
    }
}
