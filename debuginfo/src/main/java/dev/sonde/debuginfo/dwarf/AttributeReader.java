package dev.sonde.debuginfo.dwarf;

import static dev.sonde.debuginfo.dwarf.DwForm.*;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;

/** Reads the values of attributes. Source: DWARF 5 sections 7.5.5 and 7.5.6. */
final class AttributeReader {
    private AttributeReader() {}

    /** The form at the cursor: the given one, or what an indirect form names there. */
    static int resolveIndirect(ByteCursor cursor, int form) {
        return form == DW_FORM_indirect ? FormSkipper.indirect(cursor) : form;
    }

    /** Reads a value of a form that is not indirect. */
    static AttributeValue read(ByteCursor cursor, int form, long implicitConstant, Unit unit) {
        Encoding encoding = unit.encoding();
        int offsetSize = encoding.offsetSize();
        return switch (form) {
            case DW_FORM_addr -> new AttributeValue.Address(cursor.unsigned(encoding.addressSize()));
            case DW_FORM_addrx, DW_FORM_GNU_addr_index -> address(unit, cursor.uleb128());
            case DW_FORM_addrx1 -> address(unit, cursor.u8());
            case DW_FORM_addrx2 -> address(unit, cursor.u16());
            case DW_FORM_addrx3 -> address(unit, cursor.u24());
            case DW_FORM_addrx4 -> address(unit, cursor.u32());
            case DW_FORM_data1 -> new AttributeValue.Constant(cursor.u8(), 1);
            case DW_FORM_data2 -> new AttributeValue.Constant(cursor.u16(), 2);
            case DW_FORM_data4 -> new AttributeValue.Constant(cursor.u32(), 4);
            case DW_FORM_data8 -> new AttributeValue.Constant(cursor.u64(), 8);
            case DW_FORM_udata -> new AttributeValue.Constant(cursor.uleb128(), 0);
            case DW_FORM_sdata -> new AttributeValue.Constant(cursor.sleb128(), 0);
            case DW_FORM_implicit_const -> new AttributeValue.Constant(implicitConstant, 0);
            case DW_FORM_data16 -> new AttributeValue.Block(cursor.bytes(16));
            case DW_FORM_block1 -> new AttributeValue.Block(cursor.bytes(cursor.u8()));
            case DW_FORM_block2 -> new AttributeValue.Block(cursor.bytes(cursor.u16()));
            case DW_FORM_block4 -> new AttributeValue.Block(cursor.bytes(cursor.u32()));
            case DW_FORM_block -> new AttributeValue.Block(cursor.bytes(cursor.uleb128()));
            case DW_FORM_exprloc -> new AttributeValue.Exprloc(cursor.bytes(cursor.uleb128()));
            case DW_FORM_flag -> new AttributeValue.Flag(cursor.u8() != 0);
            case DW_FORM_flag_present -> new AttributeValue.Flag(true);
            case DW_FORM_sec_offset -> new AttributeValue.SectionOffset(cursor.unsigned(offsetSize));
            case DW_FORM_loclistx, DW_FORM_rnglistx -> new AttributeValue.ListIndex(cursor.uleb128());
            case DW_FORM_string -> new AttributeValue.Text(cursor.string());
            case DW_FORM_strp -> text(unit.dwarf(), ".debug_str", cursor.unsigned(offsetSize));
            case DW_FORM_line_strp -> text(unit.dwarf(), ".debug_line_str", cursor.unsigned(offsetSize));
            case DW_FORM_strp_sup, DW_FORM_GNU_strp_alt ->
                text(unit.dwarf().requireSupplementary(), ".debug_str", cursor.unsigned(offsetSize));
            case DW_FORM_strx, DW_FORM_GNU_str_index -> indexedText(unit, cursor.uleb128());
            case DW_FORM_strx1 -> indexedText(unit, cursor.u8());
            case DW_FORM_strx2 -> indexedText(unit, cursor.u16());
            case DW_FORM_strx3 -> indexedText(unit, cursor.u24());
            case DW_FORM_strx4 -> indexedText(unit, cursor.u32());
            case DW_FORM_ref1 -> reference(cursor, unit, cursor.u8());
            case DW_FORM_ref2 -> reference(cursor, unit, cursor.u16());
            case DW_FORM_ref4 -> reference(cursor, unit, cursor.u32());
            case DW_FORM_ref8 -> reference(cursor, unit, cursor.u64());
            case DW_FORM_ref_udata -> reference(cursor, unit, cursor.uleb128());
            case DW_FORM_ref_addr ->
                new AttributeValue.InfoReference(cursor.unsigned(FormSkipper.fixedSize(form, encoding)));
            case DW_FORM_ref_sig8 -> new AttributeValue.TypeSignature(cursor.u64());
            case DW_FORM_ref_sup4 -> new AttributeValue.SupplementaryReference(cursor.u32());
            case DW_FORM_ref_sup8 -> new AttributeValue.SupplementaryReference(cursor.u64());
            case DW_FORM_GNU_ref_alt -> new AttributeValue.SupplementaryReference(cursor.unsigned(offsetSize));
            default -> throw FormSkipper.unknown(cursor, form);
        };
    }

    private static AttributeValue address(Unit unit, long index) {
        return new AttributeValue.Address(unit.addressAt(index));
    }

    private static AttributeValue text(Dwarf dwarf, String section, long offset) {
        return new AttributeValue.Text(dwarf.sections().string(section, offset));
    }

    private static AttributeValue indexedText(Unit unit, long index) {
        return new AttributeValue.Text(unit.stringAt(index));
    }

    private static AttributeValue reference(ByteCursor cursor, Unit unit, long unitOffset) {
        long size = unit.header().end() - unit.offset();
        if (unitOffset < 0 || unitOffset >= size) {
            throw new FormatException(
                    cursor.section(),
                    cursor.position(),
                    "a reference to 0x" + Long.toHexString(unitOffset) + " in a unit of " + size + " bytes");
        }
        return new AttributeValue.Reference(unit.offset() + unitOffset);
    }
}
