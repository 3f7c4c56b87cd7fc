package dev.sonde.debuginfo.elf;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The build-id that the linker gave a file: the same bytes in a program and in its separate debug file
 * ({@code NT_GNU_BUILD_ID}; ld(1), {@code --build-id}).
 */
public final class BuildId {
    private final byte[] bytes;

    private BuildId(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A build-id of these bytes. */
    public static BuildId of(byte[] bytes) {
        return new BuildId(bytes.clone());
    }

    /**
     * A build-id written as {@link #toString()} does.
     *
     * @throws IllegalArgumentException if {@code hex} is not an even count of hexadecimal digits
     */
    public static BuildId parse(String hex) {
        return new BuildId(HexFormat.of().parseHex(hex));
    }

    /** Its bytes, a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BuildId that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
