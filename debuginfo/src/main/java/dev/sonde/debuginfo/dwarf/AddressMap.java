package dev.sonde.debuginfo.dwarf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which unit has the code at an address. Source: DWARF 5 section 6.1.2 for {@code .debug_aranges}. */
final class AddressMap {
    private record Entry(AddressRange range, Unit unit) {}

    private final List<Entry> entries;
    /** The largest end of all entries up to an index, so that looking back can stop. */
    private final long[] largestEnds;

    private AddressMap(List<Entry> entries) {
        this.entries = entries;
        this.largestEnds = new long[entries.size()];
        long largest = 0;
        for (int i = 0; i < largestEnds.length; i++) {
            long end = entries.get(i).range.end();
            largest = Long.compareUnsigned(end, largest) > 0 ? end : largest;
            largestEnds[i] = largest;
        }
    }

    static AddressMap read(Dwarf dwarf) {
        var entries = new ArrayList<Entry>();
        Set<Unit> covered = new HashSet<>();
        try {
            readAranges(dwarf, entries, covered);
        } catch (FormatException e) {
            // The section repeats what the units say, so the units are asked instead.
            entries.clear();
            covered.clear();
            dwarf.report(e);
        }
        for (Unit unit : dwarf.units()) {
            if (!covered.contains(unit) && !unit.header().isTypeUnit()) {
                try {
                    for (AddressRange range : unit.ranges()) {
                        entries.add(new Entry(range, unit));
                    }
                } catch (FormatException e) {
                    dwarf.report(e);
                }
            }
        }
        entries.sort((a, b) -> Long.compareUnsigned(a.range.start(), b.range.start()));
        return new AddressMap(List.copyOf(entries));
    }

    private static void readAranges(Dwarf dwarf, List<Entry> entries, Set<Unit> covered) {
        ByteCursor section = dwarf.sections().cursor(".debug_aranges", 0);
        while (section.hasRemaining()) {
            long start = section.position();
            UnitHeader.Length length = UnitHeader.Length.read(section);
            ByteCursor set = section.slice(length.length());
            int version = set.u16();
            Unit unit = dwarf.unitContaining(set.unsigned(length.offsetSize())).orElse(null);
            int addressSize = set.u8();
            int segmentSize = set.u8();
            if (version != 2 || unit == null || segmentSize != 0 || (addressSize != 4 && addressSize != 8)) {
                continue;
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
                    entries.add(new Entry(new AddressRange(address, address + size), unit));
                    covered.add(unit);
                }
            }
        }
    }

    @Nullable
    Unit find(long address) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(entries.get(middle).range.start(), address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low - 1; i >= 0 && Long.compareUnsigned(largestEnds[i], address) > 0; i--) {
            if (entries.get(i).range.contains(address)) {
                return first(i, address).unit;
            }
        }
        return null;
    }

    /** Units may claim the same copy of an inline function, which came from the first of them. */
    private Entry first(int found, long address) {
        int first = found;
        for (int i = found - 1;
                i >= 0
                        && entries.get(i).range.start()
                                == entries.get(found).range.start();
                i--) {
            first = entries.get(i).range.contains(address) ? i : first;
        }
        return entries.get(first);
    }
}
