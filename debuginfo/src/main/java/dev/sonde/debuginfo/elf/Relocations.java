package dev.sonde.debuginfo.elf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Applies to a section of a relocatable file the relocations that debug information uses, as if every section were
 * loaded at its own address, which the compiler leaves at 0 (x86-64 psABI section 4.4).
 */
final class Relocations {
    private static final int RELA_SIZE = 24;
    private static final int REL_SIZE = 16;
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final ElfFile elf;
    private final Section target;
    private final MemorySegment content;

    private Relocations(ElfFile elf, Section target, MemorySegment content) {
        this.elf = elf;
        this.target = target;
        this.content = content;
    }

    /**
     * The content with its relocations applied; the content itself if there are none.
     *
     * @throws FormatException for a relocation outside the section, of a type that only code has, or that overflows
     */
    static MemorySegment apply(ElfFile elf, Section target, MemorySegment content) {
        List<Section> tables = elf.sections().stream()
                .filter(section -> section.type() == ElfConstants.SHT_RELA || section.type() == ElfConstants.SHT_REL)
                .filter(section -> section.info() == target.index())
                .toList();
        if (tables.isEmpty()) {
            return content;
        }
        MemorySegment relocated = Arena.ofAuto().allocate(content.byteSize());
        relocated.copyFrom(content);
        Relocations relocations = new Relocations(elf, target, relocated);
        tables.forEach(relocations::applyAll);
        return relocated.asReadOnly();
    }

    private void applyAll(Section relocations) {
        boolean explicit = relocations.type() == ElfConstants.SHT_RELA;
        SymbolTable symbols = elf.symbols();
        MemorySegment entries = elf.contents(relocations);
        ByteCursor cursor = ByteCursor.of(relocations.name(), entries);
        while (cursor.remaining() >= (explicit ? RELA_SIZE : REL_SIZE)) {
            long at = cursor.position();
            long offset = cursor.u64();
            int type = cursor.s32();
            long index = cursor.u32();
            int width = width(relocations, at, type);
            if (offset < 0 || offset > content.byteSize() - width) {
                throw new FormatException(
                        relocations.name(),
                        at,
                        "relocates offset 0x" + Long.toHexString(offset) + ", outside " + target.name());
            }
            if (index >= symbols.size()) {
                throw new FormatException(relocations.name(), at, "there is no symbol " + index);
            }
            long addend = explicit ? cursor.u64() : implicitAddend(offset, width);
            long value = value(type, symbols, (int) index, addend, target.address() + offset);
            if (!fits(type, width, value)) {
                throw new FormatException(
                        relocations.name(),
                        at,
                        "0x" + Long.toHexString(value) + " does not fit the " + width + " bytes of relocation type "
                                + type);
            }
            store(offset, width, value);
        }
    }

    private static long value(int type, SymbolTable symbols, int index, long addend, long place) {
        return switch (type) {
            case ElfConstants.R_X86_64_NONE -> 0;
            case ElfConstants.R_X86_64_SIZE32, ElfConstants.R_X86_64_SIZE64 -> symbols.sizeOf(index) + addend;
            case ElfConstants.R_X86_64_PC8,
                    ElfConstants.R_X86_64_PC16,
                    ElfConstants.R_X86_64_PC32,
                    ElfConstants.R_X86_64_PLT32,
                    ElfConstants.R_X86_64_PC64 -> symbols.linkValueOf(index) + addend - place;
            default -> symbols.linkValueOf(index) + addend;
        };
    }

    private static int width(Section relocations, long at, int type) {
        return switch (type) {
            case ElfConstants.R_X86_64_NONE -> 0;
            case ElfConstants.R_X86_64_8, ElfConstants.R_X86_64_PC8 -> 1;
            case ElfConstants.R_X86_64_16, ElfConstants.R_X86_64_PC16 -> 2;
            case ElfConstants.R_X86_64_32,
                    ElfConstants.R_X86_64_32S,
                    ElfConstants.R_X86_64_PC32,
                    ElfConstants.R_X86_64_PLT32,
                    ElfConstants.R_X86_64_DTPOFF32,
                    ElfConstants.R_X86_64_SIZE32 -> 4;
            case ElfConstants.R_X86_64_64,
                    ElfConstants.R_X86_64_PC64,
                    ElfConstants.R_X86_64_DTPOFF64,
                    ElfConstants.R_X86_64_SIZE64 -> 8;
            default ->
                throw new FormatException(
                        relocations.name(), at, "relocation type " + type + " has no place in debug information");
        };
    }

    private static boolean fits(int type, int width, long value) {
        if (width == 0 || width == 8) {
            return true;
        }
        int bits = width * 8;
        boolean unsigned = value >>> bits == 0;
        int spare = Long.SIZE - bits;
        boolean signed = value << spare >> spare == value;
        return switch (type) {
            case ElfConstants.R_X86_64_32, ElfConstants.R_X86_64_SIZE32 -> unsigned;
            case ElfConstants.R_X86_64_8, ElfConstants.R_X86_64_16 -> unsigned || signed;
            default -> signed;
        };
    }

    private long implicitAddend(long offset, int width) {
        return switch (width) {
            case 1 -> content.get(ValueLayout.JAVA_BYTE, offset);
            case 2 -> content.get(U16, offset);
            case 4 -> content.get(U32, offset);
            case 8 -> content.get(U64, offset);
            default -> 0;
        };
    }

    private void store(long offset, int width, long value) {
        switch (width) {
            case 1 -> content.set(ValueLayout.JAVA_BYTE, offset, (byte) value);
            case 2 -> content.set(U16, offset, (short) value);
            case 4 -> content.set(U32, offset, (int) value);
            case 8 -> content.set(U64, offset, value);
            default -> {}
        }
    }
}
