package dev.sonde.engine.x86_64;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Bytes without a type of their own, the least significant first. Immutable. */
public final class VectorValue implements RegisterValue {
    private final byte[] bytes;

    /** Copies {@code bytes}. */
    public VectorValue(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The number of bytes. */
    public int size() {
        return bytes.length;
    }

    @Override
    public byte[] bytesFor(Register register) {
        if (bytes.length > register.size()) {
            throw new RegisterException(
                    register.name(), bytes.length + " bytes are too wide for its " + register.size() + " bytes");
        }
        return Arrays.copyOf(bytes, register.size());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VectorValue that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "VectorValue[" + HexFormat.of().formatHex(bytes) + "]";
    }
}
