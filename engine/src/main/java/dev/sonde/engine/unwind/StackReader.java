package dev.sonde.engine.unwind;

import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.inferior.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a stopped process, read in large pieces that are kept: a deep stack costs one system call per
 * {@value #PIECE} bytes, not one per frame. Knows nothing of changes to the memory; to be thrown away then.
 */
final class StackReader {
    private static final int PIECE = 1 << 16;
    private static final int PAGE = 1 << 12;
    private static final int PIECES = 8;
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Memory memory;
    private final @Nullable Piece[] pieces = new Piece[PIECES];
    private int next;
    private @Nullable Piece recent;

    private static final class Piece {
        private final long start;
        private final byte[] bytes;

        Piece(long start, byte[] bytes) {
            this.start = start;
            this.bytes = bytes;
        }

        boolean has(long address, int length) {
            long offset = address - start;
            return offset >= 0 && offset + length <= bytes.length;
        }
    }

    StackReader(Memory memory) {
        this.memory = memory;
    }

    /**
     * The eight bytes at {@code address}.
     *
     * @throws MemoryFaultException if they cannot be read
     */
    long readLong(long address) {
        Piece piece = recent;
        if (piece == null || !piece.has(address, Long.BYTES)) {
            piece = find(address, Long.BYTES);
        }
        return (long) WORD.get(piece.bytes, (int) (address - piece.start));
    }

    /**
     * Some bytes.
     *
     * @param length at most 4096
     * @throws MemoryFaultException if they cannot all be read
     */
    byte[] readBytes(long address, int length) {
        Piece piece = find(address, length);
        int from = (int) (address - piece.start);
        return Arrays.copyOfRange(piece.bytes, from, from + length);
    }

    /** At most {@code length} bytes, fewer where memory ends; {@code length} is at most 4096. */
    byte[] readUpTo(long address, int length) {
        try {
            return readBytes(address, length);
        } catch (MemoryFaultException e) {
            return memory.readUpTo(address, length);
        }
    }

    private Piece find(long address, int length) {
        for (Piece piece : pieces) {
            if (piece != null && piece.has(address, length)) {
                recent = piece;
                return piece;
            }
        }
        byte[] bytes = new byte[PIECE];
        // From the start of a page, for what lies below may be a guard page.
        long start = address & -PAGE;
        int read = (int) memory.read(start, MemorySegment.ofArray(bytes));
        Piece piece = new Piece(start, read == PIECE ? bytes : Arrays.copyOf(bytes, read));
        if (!piece.has(address, length)) {
            long available = Math.max(address, start + read);
            throw new MemoryFaultException(available, address + length - available);
        }
        pieces[next] = piece;
        next = (next + 1) % PIECES;
        recent = piece;
        return piece;
    }
}
