package dev.sonde.debuginfo.elf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the stubs of {@code .plt}, {@code .plt.sec} and {@code .plt.got} and names them.
 *
 * <p>Linkers lay out these sections in several ways. What all stubs share is an indirect jump through a pointer, and
 * the relocation of that pointer names the function, so the stubs are read rather than counted.
 */
final class PltStubs {
    private static final List<String> SECTIONS = List.of(".plt", ".plt.sec", ".plt.got", ".plt.bnd", ".iplt");
    private static final int RELA_SIZE = 24;

    private PltStubs() {}

    /** The stubs in ascending order of address. */
    static List<PltStub> read(ElfFile elf) {
        Map<Long, String> slots = slots(elf);
        List<PltStub> stubs = new ArrayList<>();
        for (Section section : elf.sections()) {
            if (SECTIONS.contains(section.name()) && section.isExecutable()) {
                addStubs(section, elf.bytes(section), slots, stubs);
            }
        }
        stubs.sort(Comparator.comparing(PltStub::address, Long::compareUnsigned));
        return List.copyOf(stubs);
    }

    /** The pointers that the dynamic linker fills in with functions, and the functions' names. */
    private static Map<Long, String> slots(ElfFile elf) {
        SymbolTable symbols = elf.dynamicSymbols();
        Map<Long, String> slots = new HashMap<>();
        for (Section section : elf.sections()) {
            if (section.type() != ElfConstants.SHT_RELA || !section.isLoaded()) {
                continue;
            }
            ByteCursor cursor = ByteCursor.of(section.name(), elf.bytes(section));
            while (cursor.remaining() >= RELA_SIZE) {
                long slot = cursor.u64();
                int type = cursor.s32();
                long symbol = cursor.u32();
                long addend = cursor.u64();
                switch (type) {
                    case ElfConstants.R_X86_64_JUMP_SLOT, ElfConstants.R_X86_64_GLOB_DAT -> {
                        if (symbol > 0 && symbol < symbols.size()) {
                            slots.put(slot, symbols.get((int) symbol).name());
                        }
                    }
                    case ElfConstants.R_X86_64_IRELATIVE -> slots.put(slot, indirectFunction(addend, elf));
                    default -> {}
                }
            }
        }
        return slots;
    }

    /** The name of the indirect function whose resolver is at {@code address}, or what objdump writes without one. */
    private static String indirectFunction(long address, ElfFile elf) {
        return elf.symbolAt(address)
                .filter(symbol -> symbol.type() == Symbol.Type.GNU_IFUNC)
                .map(Symbol::name)
                .orElseGet(() -> "*ABS*+0x" + Long.toHexString(address));
    }

    private static void addStubs(Section section, MemorySegment code, Map<Long, String> slots, List<PltStub> stubs) {
        long size = stubSize(section);
        ByteCursor cursor = ByteCursor.of(section.name(), code);
        for (long start = 0; start + size <= code.byteSize(); start += size) {
            long jump = indirectJump(cursor.at(start), start + size);
            if (jump < 0) {
                continue;
            }
            // jmp *disp32(%rip), relative to the instruction's end
            long slot = section.address() + jump + 6 + cursor.at(jump + 2).s32();
            String target = slots.get(slot);
            if (target != null) {
                stubs.add(new PltStub(section.address() + start, size, target, slot));
            }
        }
    }

    private static long stubSize(Section section) {
        if (section.entrySize() == 8 || section.entrySize() == 16 || section.entrySize() == 32) {
            return section.entrySize();
        }
        // Linkers other than GNU ld leave the size out; only GNU ld's .plt.got has stubs of 8 bytes.
        return 16;
    }

    /** The offset of the first {@code ff 25} (jmp through memory relative to rip) of a stub, -1 if it has none. */
    private static long indirectJump(ByteCursor cursor, long end) {
        while (cursor.position() + 6 <= end) {
            long at = cursor.position();
            if (cursor.u8() == 0xff && cursor.u8() == 0x25) {
                return at;
            }
            cursor.seek(at + 1);
        }
        return -1;
    }
}
