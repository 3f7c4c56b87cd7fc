package dev.sonde.debuginfo.dwarf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.bytes.Lazy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which unit has the code at an address.
 *
 * <p>Asks {@code .debug_aranges} first, which says where the unit is: no other unit is read then. Units that the section
 * says nothing of are asked for their ranges when an address is in none of the others. Source: DWARF 5 section 6.1.2.
 */
final class AddressMap {
    private static final long NO_UNIT = -1;

    private final Dwarf dwarf;
    private final Lazy<Aranges> aranges = new Lazy<>(this::readAranges);
    private final Lazy<Others> others = new Lazy<>(this::readOthers);

    /** What {@code .debug_aranges} says, and the offsets of the units that it says something of. */
    private record Aranges(RangeTable table, Set<Long> covered) {}

    /** The units that have code besides. */
    private record Others(RangeTable table, List<Unit> units) {}

    AddressMap(Dwarf dwarf) {
        this.dwarf = dwarf;
    }

    /** The unit that has the code at an address, or null. */
    @Nullable
    Unit find(long address) {
        long offset = aranges.get().table.find(address, NO_UNIT);
        if (offset != NO_UNIT) {
            try {
                return dwarf.unitStartingAt(offset);
            } catch (FormatException e) {
                // The section is wrong about the unit, so the units are asked instead.
                dwarf.report(e);
            }
        }
        Others known = others.get();
        long index = known.table.find(address, NO_UNIT);
        return index == NO_UNIT ? null : known.units.get((int) index);
    }

    private Aranges readAranges() {
        var table = new RangeTable.Builder();
        Set<Long> covered = new HashSet<>();
        try {
            ByteCursor section = dwarf.sections().cursor(".debug_aranges", 0);
            while (section.hasRemaining()) {
                readSet(section, table, covered);
            }
        } catch (FormatException e) {
            // The section repeats what the units say, so the units are asked instead.
            dwarf.report(e);
            return new Aranges(new RangeTable.Builder().build(), Set.of());
        }
        return new Aranges(table.build(), covered);
    }

    private static void readSet(ByteCursor section, RangeTable.Builder table, Set<Long> covered) {
        long start = section.position();
        UnitHeader.Length length = UnitHeader.Length.read(section);
        ByteCursor set = section.slice(length.length());
        int version = set.u16();
        long unit = set.unsigned(length.offsetSize());
        int addressSize = set.u8();
        int segmentSize = set.u8();
        if (version != 2 || segmentSize != 0 || (addressSize != 4 && addressSize != 8)) {
            return;
        }
        // Tuples are aligned to their own size, counted from the start of the set.
        long misaligned = (set.position() - start) % (2L * addressSize);
        set.skip(misaligned == 0 ? 0 : 2L * addressSize - misaligned);
        while (set.remaining() >= 2L * addressSize) {
            long address = set.unsigned(addressSize);
            long size = set.unsigned(addressSize);
            if (address == 0 && size == 0) {
                break;
            }
            if (size != 0) {
                table.add(new AddressRange(address, address + size), unit);
                covered.add(unit);
            }
        }
    }

    private Others readOthers() {
        Set<Long> covered = aranges.get().covered;
        var table = new RangeTable.Builder();
        List<Unit> units = new ArrayList<>();
        for (Unit unit : dwarf.units()) {
            if (unit.header().isTypeUnit() || covered.contains(unit.offset())) {
                continue;
            }
            try {
                for (AddressRange range : unit.ranges()) {
                    table.add(range, units.size());
                }
            } catch (FormatException e) {
                dwarf.report(e);
            }
            units.add(unit);
        }
        return new Others(table.build(), units);
    }
}
