package dev.sonde.debuginfo.elf;

import static dev.sonde.debuginfo.elf.ElfConstants.ELFCOMPRESS_ZLIB;
import static dev.sonde.debuginfo.elf.ElfConstants.ELFCOMPRESS_ZSTD;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Optional;
import org.tukaani.xz.XZInputStream;

/**
 * Decompresses what ELF files hold compressed: sections (gABI chapter 4, "Section Compression"), the older
 * {@code .zdebug_} sections, and {@code .gnu_debugdata}.
 */
final class Compression {
    private static final int HEADER_SIZE = 24;
    private static final int GNU_HEADER_SIZE = 12;
    /** Deflate makes at most 1032 bytes of one. */
    private static final long MAX_DEFLATE_RATIO = 1032;
    /** A zstd block of 128 KiB takes at least four bytes. */
    private static final long MAX_ZSTD_RATIO = 128 << 10 >> 2;
    /** Far above any debug section seen; a larger one is taken for an attack on the memory. */
    private static final long MAX_SIZE = 8L << 30;

    private static final int MAX_XZ_MEMORY_KIB = 128 << 10;
    private static final int MAX_XZ_SIZE = 512 << 20;

    private Compression() {}

    /**
     * What a section that starts with an {@code Elf64_Chdr} holds.
     *
     * @param offset where the section starts in the file
     * @param path the file, if it is one
     */
    static CompressedSection section(String name, MemorySegment bytes, long offset, Optional<Path> path) {
        ByteCursor cursor = ByteCursor.of(name, bytes);
        long type = cursor.u32();
        cursor.skip(4);
        long size = cursor.u64();
        cursor.skip(8);
        CompressedSection.Method method;
        if (type == ELFCOMPRESS_ZLIB) {
            method = CompressedSection.Method.ZLIB;
        } else if (type == ELFCOMPRESS_ZSTD) {
            method = CompressedSection.Method.ZSTD;
        } else {
            throw new FormatException(
                    name, 0, "compressed by method " + type + ", only zlib (1) and zstd (2) are known");
        }
        return checked(
                new CompressedSection(name, method, offset + HEADER_SIZE, bytes.asSlice(HEADER_SIZE), size, path));
    }

    /** What a {@code .zdebug_} section holds: {@code ZLIB}, the size in big-endian order, the compressed bytes. */
    static CompressedSection gnuSection(String name, MemorySegment bytes, long offset, Optional<Path> path) {
        ByteCursor cursor = ByteCursor.of(name, bytes);
        if (cursor.u8() != 'Z' || cursor.u8() != 'L' || cursor.u8() != 'I' || cursor.u8() != 'B') {
            throw new FormatException(name, 0, "a compressed section that does not start with ZLIB");
        }
        long size = Long.reverseBytes(cursor.u64());
        return checked(new CompressedSection(
                name,
                CompressedSection.Method.ZLIB,
                offset + GNU_HEADER_SIZE,
                bytes.asSlice(GNU_HEADER_SIZE),
                size,
                path));
    }

    /** The content of a compressed section, in memory. */
    static MemorySegment content(CompressedSection section) {
        if (section.method() == CompressedSection.Method.ZSTD) {
            return zstd(section.name(), section.compressed(), section.size());
        }
        MemorySegment content = allocate(section.name(), section.size());
        section.decompress(new GrowingSection.MemorySink(content, _ -> {}));
        return content.asReadOnly();
    }

    /** The whole content of an xz stream (.gnu_debugdata). */
    static MemorySegment xz(String name, MemorySegment bytes) {
        byte[] compressed = bytes.toArray(ValueLayout.JAVA_BYTE);
        try (InputStream stream = new XZInputStream(new ByteArrayInputStream(compressed), MAX_XZ_MEMORY_KIB)) {
            byte[] content = stream.readNBytes(MAX_XZ_SIZE + 1);
            if (content.length > MAX_XZ_SIZE) {
                throw new FormatException(name, 0, "decompresses to more than " + MAX_XZ_SIZE + " bytes");
            }
            return MemorySegment.ofArray(content);
        } catch (IOException e) {
            throw new FormatException(name, 0, "not a readable xz stream: " + e);
        }
    }

    /** The content of a zstd stream. */
    static MemorySegment zstd(String name, MemorySegment compressed, long size) {
        if (size > Integer.MAX_VALUE) {
            throw new FormatException(name, 0, "a zstd section of more than 2 GiB");
        }
        MemorySegment content = allocate(name, size);
        long produced;
        try {
            // The decompressor takes a read-only mapping, but no read-only array.
            MemorySegment input = compressed.isNative()
                    ? compressed
                    : MemorySegment.ofArray(compressed.toArray(ValueLayout.JAVA_BYTE));
            produced = new ZstdJavaDecompressor().decompress(input, content);
        } catch (RuntimeException e) {
            // The decompressor documents one exception for malformed input, yet reports a short output by others.
            throw new FormatException(name, 0, "not a readable zstd stream: " + e.getMessage());
        }
        if (produced != size) {
            throw new FormatException(name, 0, "the zstd stream ends after " + produced + " of " + size + " bytes");
        }
        return content.asReadOnly();
    }

    /** A section whose claim of a size is possible. */
    private static CompressedSection checked(CompressedSection section) {
        long size = section.size();
        long compressed = section.compressed().byteSize();
        long maxRatio = section.method() == CompressedSection.Method.ZLIB ? MAX_DEFLATE_RATIO : MAX_ZSTD_RATIO;
        if (size < 0 || size > MAX_SIZE || size / maxRatio > compressed) {
            throw new FormatException(
                    section.name(),
                    0,
                    "claims " + Long.toUnsignedString(size) + " bytes, more than its " + compressed
                            + " compressed bytes can hold or the limit of " + MAX_SIZE);
        }
        return section;
    }

    /** Memory for the content of a section. */
    static MemorySegment allocate(String name, long size) {
        try {
            return Arena.ofAuto().allocate(size);
        } catch (OutOfMemoryError e) {
            throw new FormatException(name, 0, "no memory for its " + size + " bytes: " + e.getMessage());
        }
    }
}
