package dev.sonde.debuginfo.dwarf;

import static dev.sonde.debuginfo.dwarf.DwRle.*;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code .debug_ranges} and {@code .debug_rnglists}. Source: DWARF 5 section 2.17.3; DWARF 4 section 2.17.3. */
final class RangeLists {
    private RangeLists() {}

    static List<AddressRange> read(Unit unit, Die die, AttributeValue value) {
        int version = unit.encoding().version();
        // The base address may come from the entry whose list this is, so it is read only when needed.
        if (version < 5) {
            long offset = switch (value) {
                case AttributeValue.SectionOffset(long o) -> o;
                case AttributeValue.Constant(long o, int _) -> o;
                default -> throw wrongClass(die);
            };
            return oldList(unit, offset);
        }
        long offset = switch (value) {
            case AttributeValue.SectionOffset(long o) -> o;
            case AttributeValue.ListIndex(long index) -> {
                long base = unit.bases().rangeListsBase();
                int size = unit.encoding().offsetSize();
                yield base
                        + unit.tableCursor(".debug_rnglists", base, index, size).unsigned(size);
            }
            default -> throw wrongClass(die);
        };
        return newList(unit, offset);
    }

    private static FormatException wrongClass(Die die) {
        return new FormatException(die.unit().section(), die.offset(), "an attribute is not a list");
    }

    private static List<AddressRange> oldList(Unit unit, long offset) {
        Unit skeleton = unit.dwarf().skeletonOrNull();
        // Before version 5 the ranges of split units are in the main file.
        Dwarf file = skeleton == null ? unit.dwarf() : skeleton.dwarf();
        long start = skeleton == null ? offset : offset + skeleton.bases().gnuRangesBase();
        ByteCursor cursor = file.sections().cursor(".debug_ranges", start);
        int size = unit.encoding().addressSize();
        long base = unit.baseAddress();
        long selection = size == 4 ? 0xffff_ffffL : -1L;
        var ranges = new ArrayList<AddressRange>();
        while (true) {
            long first = cursor.unsigned(size);
            long second = cursor.unsigned(size);
            if (first == 0 && second == 0) {
                return ranges;
            }
            if (first == selection) {
                base = second;
            } else {
                add(ranges, base + first, base + second);
            }
        }
    }

    private static List<AddressRange> newList(Unit unit, long offset) {
        ByteCursor cursor = unit.dwarf().sections().cursor(".debug_rnglists", offset);
        int size = unit.encoding().addressSize();
        long base = unit.baseAddress();
        var ranges = new ArrayList<AddressRange>();
        while (true) {
            long at = cursor.position();
            int kind = cursor.u8();
            switch (kind) {
                case DW_RLE_end_of_list -> {
                    return ranges;
                }
                case DW_RLE_base_addressx -> base = unit.addressAt(cursor.uleb128());
                case DW_RLE_base_address -> base = cursor.unsigned(size);
                case DW_RLE_startx_endx -> {
                    long start = unit.addressAt(cursor.uleb128());
                    add(ranges, start, unit.addressAt(cursor.uleb128()));
                }
                case DW_RLE_startx_length -> {
                    long start = unit.addressAt(cursor.uleb128());
                    add(ranges, start, start + cursor.uleb128());
                }
                case DW_RLE_offset_pair -> {
                    long start = base + cursor.uleb128();
                    add(ranges, start, base + cursor.uleb128());
                }
                case DW_RLE_start_end -> {
                    long start = cursor.unsigned(size);
                    add(ranges, start, cursor.unsigned(size));
                }
                case DW_RLE_start_length -> {
                    long start = cursor.unsigned(size);
                    add(ranges, start, start + cursor.uleb128());
                }
                default -> throw new FormatException(cursor.section(), at, "unknown entry " + DwRle.name(kind));
            }
        }
    }

    private static void add(List<AddressRange> ranges, long start, long end) {
        if (Long.compareUnsigned(start, end) < 0) {
            ranges.add(new AddressRange(start, end));
        }
    }
}
