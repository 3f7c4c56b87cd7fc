package dev.sonde.debuginfo.dwarf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The sections of an ELF64 file, no more than these tests need: names, addresses, bytes, zlib. */
public final class TestElf implements SectionSource {
    private static final int SHF_COMPRESSED = 0x800;
    private static final int SHT_NOBITS = 8;

    /** A section of the file. */
    public record Section(MemorySegment bytes, long address) {}

    private record Stored(MemorySegment bytes, long address, boolean compressed) {}

    private final Map<String, Stored> stored = new HashMap<>();
    private final ConcurrentHashMap<String, Section> sections = new ConcurrentHashMap<>();

    private TestElf(MemorySegment file) {
        ByteCursor header = ByteCursor.of("ELF", file);
        long table = header.at(0x28).u64();
        int size = header.at(0x3a).u16();
        int count = header.at(0x3c).u16();
        int names = header.at(0x3e).u16();
        long namesOffset = header.at(table + (long) names * size + 0x18).u64();
        for (int i = 0; i < count; i++) {
            ByteCursor entry = header.at(table + (long) i * size);
            String name = header.at(namesOffset + entry.u32()).string();
            long type = entry.u32();
            long flags = entry.u64();
            long address = entry.u64();
            long offset = entry.u64();
            long length = entry.u64();
            if (type != SHT_NOBITS && type != 0) {
                stored.put(name, new Stored(file.asSlice(offset, length), address, (flags & SHF_COMPRESSED) != 0));
            }
        }
    }

    /** Maps and reads a file. */
    public static TestElf open(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new TestElf(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<MemorySegment> section(String name) {
        return find(name).map(Section::bytes);
    }

    /** The section with its address. */
    public Optional<Section> find(String name) {
        Stored section = stored.get(name);
        if (section == null) {
            return Optional.empty();
        }
        return Optional.of(sections.computeIfAbsent(
                name, n -> new Section(section.compressed ? inflate(section.bytes) : section.bytes, section.address)));
    }

    private static MemorySegment inflate(MemorySegment compressed) {
        ByteCursor header = ByteCursor.of("compressed", compressed);
        long type = header.u32();
        header.skip(4);
        long size = header.u64();
        if (type != 1) {
            throw new IllegalArgumentException("only zlib here");
        }
        MemorySegment result = Arena.ofAuto().allocate(size);
        var inflater = new Inflater();
        try {
            inflater.setInput(compressed.asSlice(24).asByteBuffer());
            long at = 0;
            while (!inflater.finished()) {
                at += inflater.inflate(
                        result.asSlice(at, Math.min(size - at, 1 << 30)).asByteBuffer());
            }
            return result;
        } catch (DataFormatException e) {
            throw new IllegalArgumentException(e);
        } finally {
            inflater.end();
        }
    }

    /** A private copy of a section's bytes, to be changed. */
    public byte[] copy(String name) {
        return section(name).orElseThrow().toArray(ValueLayout.JAVA_BYTE);
    }
}
