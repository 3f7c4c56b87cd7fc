package dev.sonde.debuginfo.dwarf;

import static dev.sonde.debuginfo.dwarf.DwLle.*;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code .debug_loc} and {@code .debug_loclists}.
 *
 * <p>Source: DWARF 5 section 2.6.2; DWARF 4 section 2.6.2; GCC's split DWARF before version 5 for {@code
 * .debug_loc.dwo}.
 */
final class LocationLists {
    private LocationLists() {}

    static List<LocationListEntry> read(Unit unit, Die die, AttributeValue value) {
        int version = unit.encoding().version();
        long offset;
        switch (value) {
            case AttributeValue.Exprloc(MemorySegment bytes) -> {
                return List.of(LocationListEntry.everywhere(bytes));
            }
            case AttributeValue.Block(MemorySegment bytes) -> {
                return List.of(LocationListEntry.everywhere(bytes));
            }
            case AttributeValue.SectionOffset(long o) -> offset = o;
            case AttributeValue.Constant(long o, int size) when size >= 4 && version < 4 -> offset = o;
            case AttributeValue.ListIndex(long index) -> {
                long base = unit.bases().locationListsBase();
                int size = unit.encoding().offsetSize();
                offset = base
                        + unit.tableCursor(".debug_loclists", base, index, size).unsigned(size);
            }
            default ->
                throw new FormatException(
                        unit.section(), die.offset(), "an attribute is neither an expression nor a location list");
        }
        if (version >= 5) {
            return newList(unit, offset);
        }
        return unit.dwarf().skeletonOrNull() == null ? oldList(unit, offset) : gnuSplitList(unit, offset);
    }

    private static List<LocationListEntry> oldList(Unit unit, long offset) {
        ByteCursor cursor = unit.dwarf().sections().cursor(".debug_loc", offset);
        int size = unit.encoding().addressSize();
        long base = unit.baseAddress();
        long selection = size == 4 ? 0xffff_ffffL : -1L;
        var entries = new ArrayList<LocationListEntry>();
        while (true) {
            long first = cursor.unsigned(size);
            long second = cursor.unsigned(size);
            if (first == 0 && second == 0) {
                return entries;
            }
            if (first == selection) {
                base = second;
            } else {
                add(entries, base + first, base + second, cursor.bytes(cursor.u16()));
            }
        }
    }

    /** Entries with a kind like those of version 5, but with other numbers and sizes. */
    private static List<LocationListEntry> gnuSplitList(Unit unit, long offset) {
        ByteCursor cursor = unit.dwarf().sections().cursor(".debug_loc", offset);
        long base = unit.baseAddress();
        var entries = new ArrayList<LocationListEntry>();
        while (true) {
            long at = cursor.position();
            int kind = cursor.u8();
            long start;
            long end;
            switch (kind) {
                case 0 -> {
                    return entries;
                }
                case 1 -> {
                    base = unit.addressAt(cursor.uleb128());
                    continue;
                }
                case 2 -> {
                    start = unit.addressAt(cursor.uleb128());
                    end = unit.addressAt(cursor.uleb128());
                }
                case 3 -> {
                    start = unit.addressAt(cursor.uleb128());
                    end = start + cursor.u32();
                }
                case 4 -> {
                    start = base + cursor.u32();
                    end = base + cursor.u32();
                }
                default -> throw new FormatException(cursor.section(), at, "unknown location list entry " + kind);
            }
            add(entries, start, end, cursor.bytes(cursor.u16()));
        }
    }

    private static List<LocationListEntry> newList(Unit unit, long offset) {
        ByteCursor cursor = unit.dwarf().sections().cursor(".debug_loclists", offset);
        int size = unit.encoding().addressSize();
        long base = unit.baseAddress();
        var entries = new ArrayList<LocationListEntry>();
        while (true) {
            long at = cursor.position();
            int kind = cursor.u8();
            long start;
            long end;
            switch (kind) {
                case DW_LLE_end_of_list -> {
                    return entries;
                }
                case DW_LLE_base_addressx -> {
                    base = unit.addressAt(cursor.uleb128());
                    continue;
                }
                case DW_LLE_base_address -> {
                    base = cursor.unsigned(size);
                    continue;
                }
                case DW_LLE_GNU_view_pair -> {
                    cursor.skipLeb128();
                    cursor.skipLeb128();
                    continue;
                }
                case DW_LLE_default_location -> {
                    entries.add(LocationListEntry.everywhere(cursor.bytes(cursor.uleb128())));
                    continue;
                }
                case DW_LLE_startx_endx -> {
                    start = unit.addressAt(cursor.uleb128());
                    end = unit.addressAt(cursor.uleb128());
                }
                case DW_LLE_startx_length -> {
                    start = unit.addressAt(cursor.uleb128());
                    end = start + cursor.uleb128();
                }
                case DW_LLE_offset_pair -> {
                    start = base + cursor.uleb128();
                    end = base + cursor.uleb128();
                }
                case DW_LLE_start_end -> {
                    start = cursor.unsigned(size);
                    end = cursor.unsigned(size);
                }
                case DW_LLE_start_length -> {
                    start = cursor.unsigned(size);
                    end = start + cursor.uleb128();
                }
                default -> throw new FormatException(cursor.section(), at, "unknown entry " + DwLle.name(kind));
            }
            add(entries, start, end, cursor.bytes(cursor.uleb128()));
        }
    }

    private static void add(List<LocationListEntry> entries, long start, long end, MemorySegment expression) {
        if (Long.compareUnsigned(start, end) < 0) {
            entries.add(new LocationListEntry(start, end, expression, false));
        }
    }
}
