package dev.sonde.engine.library;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.elf.ElfConstants;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.ElfHeader;
import dev.sonde.debuginfo.elf.Segment;
import dev.sonde.engine.inferior.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

/**
 * An ELF file as far as it is loaded, for want of the file: its code, its dynamic symbols and its call frame information,
 * without sections unless they were loaded too, as those of the vDSO are.
 *
 * <p>Source: System V gABI chapters 4 and 5.
 */
final class MemoryImage {
    private static final long LARGEST = 1L << 28;
    private static final int FIRST_PAGE = 4096;
    private static final long SECTION_HEADERS = 0x28;
    private static final long SECTION_COUNT = 0x3c;
    private static final long SECTION_NAMES = 0x3e;
    private static final int DYNAMIC_ENTRY = 16;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** The entries whose addresses glibc changes to those of the process where they are. */
    private static final Set<Long> RELOCATED = Set.of(
            ElfConstants.DT_PLTGOT,
            ElfConstants.DT_HASH,
            ElfConstants.DT_STRTAB,
            ElfConstants.DT_SYMTAB,
            ElfConstants.DT_RELA,
            ElfConstants.DT_JMPREL,
            ElfConstants.DT_GNU_HASH,
            ElfConstants.DT_VERSYM);

    private final Memory memory;
    private final long start;

    private MemoryImage(Memory memory, long start) {
        this.memory = memory;
        this.start = start;
    }

    /**
     * The file whose header is at {@code start}; empty when there is none that makes sense.
     *
     * @param name what to call it
     */
    static Optional<ElfFile> read(Memory memory, long start, String name) {
        try {
            return new MemoryImage(memory, start).file(name);
        } catch (FormatException e) {
            return Optional.empty(); // no ELF file is there
        }
    }

    private Optional<ElfFile> file(String name) {
        MemorySegment first = MemorySegment.ofArray(memory.readUpTo(start, FIRST_PAGE));
        ElfFile head = ElfFile.of(name, first);
        ElfHeader header = head.header();
        long lowest = Long.MAX_VALUE;
        long size = first.byteSize();
        int pieces = 0;
        for (Segment segment : head.segments()) {
            if (segment.type() == ElfConstants.PT_LOAD) {
                if (segment.offset() < 0
                        || segment.offset() > LARGEST
                        || segment.fileSize() < 0
                        || segment.fileSize() > LARGEST) {
                    return Optional.empty();
                }
                pieces++;
                lowest = Math.min(lowest, segment.address() - segment.offset());
                size = Math.max(size, segment.offset() + segment.fileSize());
            }
        }
        if (pieces == 0) {
            return Optional.empty();
        }
        long sections = header.sectionHeaderOffset() + (long) header.sectionHeaderCount() * header.sectionHeaderSize();
        // Only a file that is loaded in one piece has them in memory: others have data without a file there.
        boolean hasSections =
                pieces == 1 && header.sectionHeaderOffset() > 0 && sections > 0 && sections <= roundUp(size);
        long bias = start - lowest;
        MemorySegment copy = Arena.ofAuto().allocate(hasSections ? Math.max(size, sections) : size, Long.BYTES);
        memory.read(start, copy.asSlice(0, Math.min(copy.byteSize(), hasSections ? copy.byteSize() : FIRST_PAGE)));
        for (Segment segment : head.segments()) {
            if (segment.type() == ElfConstants.PT_LOAD) {
                memory.read(segment.address() + bias, copy.asSlice(segment.offset(), segment.fileSize()));
            }
        }
        if (!hasSections) {
            copy.set(LONG, SECTION_HEADERS, 0);
            copy.set(SHORT, SECTION_COUNT, (short) 0);
            copy.set(SHORT, SECTION_NAMES, (short) 0);
        }
        head.segments().stream()
                .filter(segment -> segment.type() == ElfConstants.PT_DYNAMIC)
                .forEach(segment -> undoRelocation(copy, segment, bias));
        return Optional.of(ElfFile.of(name, copy));
    }

    private static long roundUp(long size) {
        return size + FIRST_PAGE - 1 & -FIRST_PAGE;
    }

    private static void undoRelocation(MemorySegment copy, Segment dynamic, long bias) {
        if (dynamic.offset() < 0 || dynamic.offset() > copy.byteSize()) {
            return; // a damaged header leads out of the file
        }
        long end = Math.min(copy.byteSize(), dynamic.offset() + dynamic.fileSize());
        for (long at = dynamic.offset(); at + DYNAMIC_ENTRY <= end; at += DYNAMIC_ENTRY) {
            long value = copy.get(LONG, at + Long.BYTES);
            if (RELOCATED.contains(copy.get(LONG, at)) && Long.compareUnsigned(value, bias) >= 0) {
                copy.set(LONG, at + Long.BYTES, value - bias);
            }
        }
    }
}
