package dev.sonde.engine.syscall;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Little-endian reads of the program's memory that answer null where it is not readable. */
final class TracedMemory {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final SyscallMemory memory;

    TracedMemory(SyscallMemory memory) {
        this.memory = memory;
    }

    /** Exactly {@code length} bytes, or null. */
    byte @Nullable [] bytes(long address, int length) {
        var bytes = new byte[length];
        return length == 0 || memory.read(address, bytes) >= length ? bytes : null;
    }

    /** Up to {@code length} bytes, as many as can be read from there. */
    byte[] upTo(long address, int length) {
        var bytes = new byte[length];
        int read = Math.clamp(memory.read(address, bytes), 0, length);
        return read == length ? bytes : Arrays.copyOf(bytes, read);
    }

    /** The 32-bit number there, or null. */
    @Nullable
    Integer int32(long address) {
        byte[] bytes = bytes(address, 4);
        return bytes == null ? null : int32(bytes, 0);
    }

    /** The 64-bit number there, or null. */
    @Nullable
    Long int64(long address) {
        byte[] bytes = bytes(address, 8);
        return bytes == null ? null : int64(bytes, 0);
    }

    static int int32(byte[] bytes, int offset) {
        return (int) INT.get(bytes, offset);
    }

    static long int64(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset);
    }

    static int uint16(byte[] bytes, int offset) {
        return Short.toUnsignedInt((short) SHORT.get(bytes, offset));
    }

    /** The unsigned number of 1, 2, 4 or 8 bytes. */
    static long unsigned(byte[] bytes, int offset, int size) {
        return switch (size) {
            case 1 -> Byte.toUnsignedLong(bytes[offset]);
            case 2 -> uint16(bytes, offset);
            case 4 -> Integer.toUnsignedLong(int32(bytes, offset));
            case 8 -> int64(bytes, offset);
            default -> throw new IllegalArgumentException("no number has " + size + " bytes");
        };
    }
}
