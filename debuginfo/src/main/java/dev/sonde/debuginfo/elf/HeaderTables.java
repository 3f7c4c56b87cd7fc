package dev.sonde.debuginfo.elf;

import static dev.sonde.debuginfo.elf.ElfConstants.PN_XNUM;
import static dev.sonde.debuginfo.elf.ElfConstants.SHN_XINDEX;
import static dev.sonde.debuginfo.elf.ElfConstants.SHT_NOBITS;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the program header table and the section header table, whose counts may be too large for the ELF header and
 * then are in section 0 (gABI chapter 4, "Sections").
 */
final class HeaderTables {
    private static final String SEGMENTS = "program headers";
    private static final String SECTIONS = "section headers";
    private static final int PROGRAM_HEADER_SIZE = 56;
    private static final int SECTION_HEADER_SIZE = 64;

    private HeaderTables() {}

    static List<Segment> segments(ElfHeader header, MemorySegment file) {
        long count = header.programHeaderCount();
        if (count == 0 || header.programHeaderOffset() == 0) {
            return List.of();
        }
        if (count == PN_XNUM && header.sectionHeaderOffset() != 0) {
            // Written so by the kernel for a core file with more mappings than 16 bits can count.
            count = Integer.toUnsignedLong(sectionZero(header, file).info());
        }
        ByteCursor cursor = table(
                SEGMENTS, file, header.programHeaderOffset(), header.programHeaderSize(), PROGRAM_HEADER_SIZE, count);
        List<Segment> segments = new ArrayList<>((int) count);
        for (long i = 0; i < count; i++) {
            cursor.seek(header.programHeaderOffset() + i * header.programHeaderSize());
            int type = cursor.s32();
            int flags = cursor.s32();
            segments.add(new Segment(
                    type, flags, cursor.u64(), cursor.u64(), cursor.u64(), cursor.u64(), cursor.u64(), cursor.u64()));
        }
        return List.copyOf(segments);
    }

    static List<Section> sections(ElfHeader header, MemorySegment file) {
        if (header.sectionHeaderOffset() == 0) {
            return List.of();
        }
        Section zero = sectionZero(header, file);
        long count = header.sectionHeaderCount() == 0 ? zero.size() : header.sectionHeaderCount();
        table(SECTIONS, file, header.sectionHeaderOffset(), header.sectionHeaderSize(), SECTION_HEADER_SIZE, count);
        long nameIndex = header.sectionNameIndex() == SHN_XINDEX
                ? Integer.toUnsignedLong(zero.link())
                : header.sectionNameIndex();
        MemorySegment names = MemorySegment.NULL;
        if (nameIndex != ElfConstants.SHN_UNDEF) {
            if (nameIndex >= count) {
                throw new FormatException(
                        SECTIONS, 0, "section names are in section " + nameIndex + ", of only " + count);
            }
            names = bytes(file, section(header, file, (int) nameIndex, MemorySegment.NULL));
        }
        List<Section> sections = new ArrayList<>((int) count);
        for (int i = 0; i < count; i++) {
            sections.add(section(header, file, i, names));
        }
        return List.copyOf(sections);
    }

    /** The bytes that a section takes in the file; none for {@code SHT_NOBITS}. */
    static MemorySegment bytes(MemorySegment file, Section section) {
        if (section.type() == SHT_NOBITS) {
            return MemorySegment.NULL;
        }
        String name = section.name().isEmpty() ? "section " + section.index() : section.name();
        return slice(name, file, section.offset(), section.size());
    }

    /** {@code size} bytes of the file from {@code offset}. */
    static MemorySegment slice(String part, MemorySegment file, long offset, long size) {
        if (offset < 0 || size < 0 || offset > file.byteSize() || size > file.byteSize() - offset) {
            throw new FormatException(
                    part,
                    0,
                    "its " + Long.toUnsignedString(size) + " bytes at file offset 0x" + Long.toHexString(offset)
                            + " reach beyond the file of " + file.byteSize() + " bytes");
        }
        return file.asSlice(offset, size);
    }

    private static Section sectionZero(ElfHeader header, MemorySegment file) {
        table(SECTIONS, file, header.sectionHeaderOffset(), header.sectionHeaderSize(), SECTION_HEADER_SIZE, 1);
        return section(header, file, 0, MemorySegment.NULL);
    }

    private static Section section(ElfHeader header, MemorySegment file, int index, MemorySegment names) {
        ByteCursor cursor = ByteCursor.of(SECTIONS, file)
                .at(header.sectionHeaderOffset() + (long) index * header.sectionHeaderSize());
        long name = cursor.u32();
        int type = cursor.s32();
        long flags = cursor.u64();
        long address = cursor.u64();
        long offset = cursor.u64();
        long size = cursor.u64();
        int link = cursor.s32();
        int info = cursor.s32();
        return new Section(
                index,
                Strings.at(names, name).orElse(""),
                type,
                flags,
                address,
                offset,
                size,
                link,
                info,
                cursor.u64(),
                cursor.u64());
    }

    /** A cursor over the file, once it is known that the whole table lies in it. */
    private static ByteCursor table(
            String part, MemorySegment file, long offset, int entrySize, int expectedSize, long count) {
        if (entrySize < expectedSize) {
            throw new FormatException(
                    part, 0, "entries of " + entrySize + " bytes, at least " + expectedSize + " are needed");
        }
        if (offset < 0
                || offset > file.byteSize()
                || count < 0
                || count > (file.byteSize() - offset) / entrySize
                || count > Integer.MAX_VALUE) {
            throw new FormatException(
                    part,
                    0,
                    Long.toUnsignedString(count) + " entries at file offset 0x" + Long.toHexString(offset)
                            + " reach beyond the file of " + file.byteSize() + " bytes");
        }
        return ByteCursor.of(part, file);
    }
}
