package dev.sonde.debuginfo.elf;

import static dev.sonde.debuginfo.elf.ElfConstants.EM_X86_64;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.MemorySegment;

/**
 * The ELF header of a 64-bit little-endian file (gABI chapter 4, "ELF Header").
 *
 * @param osAbi {@code EI_OSABI}
 * @param abiVersion {@code EI_ABIVERSION}
 * @param type {@code e_type}, one of {@code ET_*}
 * @param machine {@code e_machine}, one of {@code EM_*}
 * @param entry the file address where execution starts, 0 if there is none
 * @param flags {@code e_flags}
 * @param programHeaderOffset where the program headers start in the file, 0 if there are none
 * @param programHeaderSize bytes per program header
 * @param programHeaderCount {@code e_phnum} as stored; {@code PN_XNUM} says that section 0 has the count
 * @param sectionHeaderOffset where the section headers start in the file, 0 if there are none
 * @param sectionHeaderSize bytes per section header
 * @param sectionHeaderCount {@code e_shnum} as stored; 0 with an offset says that section 0 has the count
 * @param sectionNameIndex {@code e_shstrndx} as stored; {@code SHN_XINDEX} says that section 0 has the index
 */
public record ElfHeader(
        int osAbi,
        int abiVersion,
        int type,
        int machine,
        long entry,
        int flags,
        long programHeaderOffset,
        int programHeaderSize,
        int programHeaderCount,
        long sectionHeaderOffset,
        int sectionHeaderSize,
        int sectionHeaderCount,
        int sectionNameIndex) {
    static final String PART = "ELF header";
    private static final int SIZE = 64;
    private static final int ELFCLASS32 = 1;
    private static final int ELFCLASS64 = 2;
    private static final int ELFDATA2LSB = 1;
    private static final int ELFDATA2MSB = 2;

    /** Whether the file is for x86-64; the reader itself accepts any machine with 64-bit little-endian ELF. */
    public boolean isX86_64() {
        return machine == EM_X86_64;
    }

    static ElfHeader read(MemorySegment file) {
        ByteCursor cursor = ByteCursor.of(PART, file);
        if (file.byteSize() < 4
                || cursor.u8() != 0x7f
                || cursor.u8() != 'E'
                || cursor.u8() != 'L'
                || cursor.u8() != 'F') {
            throw new FormatException(PART, 0, "not an ELF file: the magic number is missing");
        }
        if (file.byteSize() < SIZE) {
            throw new FormatException(PART, file.byteSize(), "the file ends inside the header of " + SIZE + " bytes");
        }
        switch (cursor.u8()) {
            case ELFCLASS64 -> {}
            case ELFCLASS32 -> throw new FormatException(PART, 4, "a 32-bit ELF file, only 64-bit ones are read");
            default -> throw new FormatException(PART, 4, "unknown ELF class");
        }
        switch (cursor.u8()) {
            case ELFDATA2LSB -> {}
            case ELFDATA2MSB ->
                throw new FormatException(PART, 5, "a big-endian ELF file, only little-endian ones are read");
            default -> throw new FormatException(PART, 5, "unknown ELF data encoding");
        }
        int version = cursor.u8();
        if (version != 1) {
            throw new FormatException(PART, 6, "ELF version " + version + ", only version 1 exists");
        }
        int osAbi = cursor.u8();
        int abiVersion = cursor.u8();
        cursor.seek(16);
        int type = cursor.u16();
        int machine = cursor.u16();
        cursor.skip(4);
        long entry = cursor.u64();
        long programHeaderOffset = cursor.u64();
        long sectionHeaderOffset = cursor.u64();
        int flags = cursor.s32();
        cursor.skip(2);
        return new ElfHeader(
                osAbi,
                abiVersion,
                type,
                machine,
                entry,
                flags,
                programHeaderOffset,
                cursor.u16(),
                cursor.u16(),
                sectionHeaderOffset,
                cursor.u16(),
                cursor.u16(),
                cursor.u16());
    }
}
