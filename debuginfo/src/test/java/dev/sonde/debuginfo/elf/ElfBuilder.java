package dev.sonde.debuginfo.elf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** Writes an ELF64 file: the header, program headers, the contents of the sections, section headers. */
final class ElfBuilder {
    private record SectionSpec(
            String name,
            int type,
            long flags,
            long address,
            MemorySegment content,
            long size,
            int link,
            int info,
            long alignment,
            long entrySize) {}

    private final List<SectionSpec> sections = new ArrayList<>();
    private final List<long[]> segments = new ArrayList<>();
    private int type = ElfConstants.ET_DYN;
    private int machine = ElfConstants.EM_X86_64;
    private long entry;
    private boolean countsInSectionZero;
    private boolean withoutSectionHeaders;

    ElfBuilder() {
        sections.add(new SectionSpec("", 0, 0, 0, MemorySegment.NULL, 0, 0, 0, 0, 0));
    }

    ElfBuilder type(int value) {
        type = value;
        return this;
    }

    ElfBuilder machine(int value) {
        machine = value;
        return this;
    }

    ElfBuilder entry(long value) {
        entry = value;
        return this;
    }

    /** Stores the counts as a file with too many sections and segments does. */
    ElfBuilder countsInSectionZero() {
        countsInSectionZero = true;
        return this;
    }

    ElfBuilder withoutSectionHeaders() {
        withoutSectionHeaders = true;
        return this;
    }

    /** Adds a section and returns its index. */
    int section(String name, int sectionType, long flags, long address, byte[] content, int link, long entrySize) {
        return section(name, sectionType, flags, address, content, content.length, link, 0, 1, entrySize);
    }

    int section(
            String name,
            int sectionType,
            long flags,
            long address,
            byte[] content,
            long size,
            int link,
            int info,
            long alignment,
            long entrySize) {
        sections.add(new SectionSpec(
                name,
                sectionType,
                flags,
                address,
                MemorySegment.ofArray(content),
                size,
                link,
                info,
                alignment,
                entrySize));
        return sections.size() - 1;
    }

    int progbits(String name, byte[] content) {
        return section(name, ElfConstants.SHT_PROGBITS, 0, 0, content, 0, 0);
    }

    /** Adds a program header over the contents of section {@code index}. */
    ElfBuilder segment(int segmentType, int flags, long address, int index, long alignment) {
        segments.add(new long[] {segmentType, flags, address, index, alignment});
        return this;
    }

    MemorySegment buildSegment() {
        return MemorySegment.ofArray(build());
    }

    ElfFile open() {
        return ElfFile.of("test", buildSegment());
    }

    byte[] build() {
        Bytes names = new Bytes().u8(0);
        List<Integer> nameOffsets = new ArrayList<>();
        for (SectionSpec section : sections) {
            nameOffsets.add(section.name.isEmpty() ? 0 : names.size());
            if (!section.name.isEmpty()) {
                names.string(section.name);
            }
        }
        nameOffsets.add(names.size());
        names.string(".shstrtab");
        List<SectionSpec> all = new ArrayList<>(sections);
        all.add(new SectionSpec(
                ".shstrtab", 3, 0, 0, MemorySegment.ofArray(names.toArray()), names.size(), 0, 0, 1, 0));

        int contentStart = 64 + 56 * segments.size();
        Bytes content = new Bytes();
        List<Long> offsets = new ArrayList<>();
        for (SectionSpec section : all) {
            content.zeros(-(contentStart + content.size()) & 7);
            offsets.add((long) contentStart + content.size());
            content.raw(section.content.toArray(ValueLayout.JAVA_BYTE));
        }
        content.zeros(-(contentStart + content.size()) & 7);
        long sectionHeaders = withoutSectionHeaders ? 0 : contentStart + content.size();

        Bytes out =
                new Bytes().u8(0x7f).u8('E').u8('L').u8('F').u8(2).u8(1).u8(1).zeros(9);
        out.u16(type).u16(machine).u32(1).u64(entry);
        out.u64(segments.isEmpty() ? 0 : 64).u64(sectionHeaders).u32(0).u16(64);
        out.u16(56).u16(countsInSectionZero ? ElfConstants.PN_XNUM : segments.size());
        out.u16(64).u16(countsInSectionZero || withoutSectionHeaders ? 0 : all.size());
        out.u16(countsInSectionZero ? ElfConstants.SHN_XINDEX : withoutSectionHeaders ? 0 : all.size() - 1);
        for (long[] segment : segments) {
            int index = (int) segment[3];
            long size = all.get(index).size;
            out.u32(segment[0])
                    .u32(segment[1])
                    .u64(offsets.get(index))
                    .u64(segment[2])
                    .u64(segment[2]);
            out.u64(all.get(index).content.byteSize()).u64(size).u64(segment[4]);
        }
        out.raw(content.toArray());
        if (!withoutSectionHeaders) {
            for (int i = 0; i < all.size(); i++) {
                writeHeader(out, all.get(i), i, nameOffsets.get(i), offsets.get(i), all.size());
            }
        }
        return out.toArray();
    }

    private void writeHeader(Bytes out, SectionSpec section, int index, int name, long offset, int count) {
        boolean counts = index == 0 && countsInSectionZero;
        out.u32(name).u32(section.type).u64(section.flags).u64(section.address).u64(index == 0 ? 0 : offset);
        out.u64(counts ? count : section.size);
        out.u32(counts ? count - 1 : section.link).u32(counts ? segments.size() : section.info);
        out.u64(section.alignment).u64(section.entrySize);
    }

    /** Writes a symbol table and its strings. */
    static final class Symbols {
        static final int LOCAL = 0;
        static final int GLOBAL = 1 << 4;
        static final int WEAK = 2 << 4;
        static final int NOTYPE = 0;
        static final int OBJECT = 1;
        static final int FUNC = 2;
        static final int SECTION = 3;
        static final int FILE = 4;
        static final int TLS = 6;

        private final Bytes strings = new Bytes().u8(0);
        private final Bytes entries = new Bytes().zeros(24);

        Symbols add(String name, int info, int section, long value, long size) {
            entries.u32(name.isEmpty() ? 0 : strings.size())
                    .u8(info)
                    .u8(0)
                    .u16(section)
                    .u64(value)
                    .u64(size);
            if (!name.isEmpty()) {
                strings.string(name);
            }
            return this;
        }

        /** Adds {@code .strtab} and the table, and returns the table's index. */
        int addTo(ElfBuilder builder, String name, int type) {
            int link = builder.section(name + ".strings", 3, 0, 0, strings.toArray(), 0, 0);
            return builder.section(name, type, 0, 0, entries.toArray(), link, 24);
        }

        SymbolTable openIn(ElfBuilder builder) {
            addTo(builder, ".symtab", ElfConstants.SHT_SYMTAB);
            return builder.open().symbols();
        }
    }
}
