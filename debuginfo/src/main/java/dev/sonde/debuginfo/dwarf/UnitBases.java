package dev.sonde.debuginfo.dwarf;

import static dev.sonde.debuginfo.dwarf.DwAt.*;

import dev.sonde.debuginfo.bytes.ByteCursor;

/**
 * Where the unit's parts of tables that several units share begin.
 *
 * <p>Source: DWARF 5 sections 3.1.1 and 7.3.2.2; the GNU ones from GCC's split DWARF before version 5.
 */
record UnitBases(
        long stringOffsetsBase, long addressBase, long rangeListsBase, long locationListsBase, long gnuRangesBase) {
    static UnitBases read(Unit unit) {
        Encoding encoding = unit.encoding();
        boolean split = !unit.dwarf().sections().suffix().isEmpty();
        // A split unit has no attributes for these: its tables start right behind their headers.
        boolean headers = split && encoding.version() >= 5;
        boolean wide = encoding.offsetSize() == 8;
        long stringOffsets = headers ? (wide ? 16 : 8) : 0;
        long lists = headers ? (wide ? 20 : 12) : 0;
        long addresses = encoding.version() >= 5 ? (wide ? 16 : 8) : 0;
        long rangeLists = lists;
        long locationLists = lists;
        long gnuRanges = 0;

        // The values are section offsets, so reading them needs none of the bases.
        Die root = unit.root();
        Abbreviation abbreviation = root.abbreviation();
        ByteCursor cursor = root.attributesCursor();
        for (int i = 0; i < abbreviation.attributeCount(); i++) {
            switch (abbreviation.attributeName(i)) {
                case DW_AT_str_offsets_base -> stringOffsets = offset(cursor, abbreviation, i, unit);
                case DW_AT_addr_base, DW_AT_GNU_addr_base -> addresses = offset(cursor, abbreviation, i, unit);
                case DW_AT_rnglists_base -> rangeLists = offset(cursor, abbreviation, i, unit);
                case DW_AT_loclists_base -> locationLists = offset(cursor, abbreviation, i, unit);
                case DW_AT_GNU_ranges_base -> gnuRanges = offset(cursor, abbreviation, i, unit);
                default -> FormSkipper.skip(cursor, abbreviation.form(i), encoding);
            }
        }
        return new UnitBases(stringOffsets, addresses, rangeLists, locationLists, gnuRanges);
    }

    private static long offset(ByteCursor cursor, Abbreviation abbreviation, int index, Unit unit) {
        int form = AttributeReader.resolveIndirect(cursor, abbreviation.form(index));
        return switch (form) {
            case DwForm.DW_FORM_sec_offset -> cursor.unsigned(unit.encoding().offsetSize());
            case DwForm.DW_FORM_data4 -> cursor.u32();
            case DwForm.DW_FORM_data8 -> cursor.u64();
            default -> throw FormSkipper.unknown(cursor, form);
        };
    }
}
