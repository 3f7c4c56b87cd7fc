package dev.sonde.debuginfo.dwarf;

import static dev.sonde.debuginfo.dwarf.DwForm.*;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;

/** How many bytes the value of a form has, and moving past it. Source: DWARF 5 section 7.5.6. */
public final class FormSkipper {
    /** The value's size is not fixed. */
    public static final int VARIABLE = -1;

    private FormSkipper() {}

    /** The bytes of a form's value, or {@link #VARIABLE}; also for unknown forms. */
    public static int fixedSize(int form, Encoding encoding) {
        return switch (form) {
            case DW_FORM_flag_present, DW_FORM_implicit_const -> 0;
            case DW_FORM_data1, DW_FORM_ref1, DW_FORM_flag, DW_FORM_strx1, DW_FORM_addrx1 -> 1;
            case DW_FORM_data2, DW_FORM_ref2, DW_FORM_strx2, DW_FORM_addrx2 -> 2;
            case DW_FORM_strx3, DW_FORM_addrx3 -> 3;
            case DW_FORM_data4, DW_FORM_ref4, DW_FORM_strx4, DW_FORM_addrx4, DW_FORM_ref_sup4 -> 4;
            case DW_FORM_data8, DW_FORM_ref8, DW_FORM_ref_sig8, DW_FORM_ref_sup8 -> 8;
            case DW_FORM_data16 -> 16;
            case DW_FORM_addr -> encoding.addressSize();
            case DW_FORM_ref_addr -> encoding.version() <= 2 ? encoding.addressSize() : encoding.offsetSize();
            case DW_FORM_strp,
                    DW_FORM_line_strp,
                    DW_FORM_strp_sup,
                    DW_FORM_sec_offset,
                    DW_FORM_GNU_ref_alt,
                    DW_FORM_GNU_strp_alt -> encoding.offsetSize();
            default -> VARIABLE;
        };
    }

    /**
     * Moves past a value.
     *
     * @throws FormatException when the form is unknown or the data ends too early
     */
    public static void skip(ByteCursor cursor, int form, Encoding encoding) {
        int size = fixedSize(form, encoding);
        if (size != VARIABLE) {
            cursor.skip(size);
            return;
        }
        switch (form) {
            case DW_FORM_sdata,
                    DW_FORM_udata,
                    DW_FORM_ref_udata,
                    DW_FORM_strx,
                    DW_FORM_addrx,
                    DW_FORM_loclistx,
                    DW_FORM_rnglistx,
                    DW_FORM_GNU_addr_index,
                    DW_FORM_GNU_str_index -> cursor.skipLeb128();
            case DW_FORM_string -> cursor.skipString();
            case DW_FORM_block1 -> cursor.skip(cursor.u8());
            case DW_FORM_block2 -> cursor.skip(cursor.u16());
            case DW_FORM_block4 -> cursor.skip(cursor.u32());
            case DW_FORM_block, DW_FORM_exprloc -> cursor.skip(cursor.uleb128());
            case DW_FORM_indirect -> skip(cursor, indirect(cursor), encoding);
            default -> throw unknown(cursor, form);
        }
    }

    /** Reads the form that an indirect value names. */
    static int indirect(ByteCursor cursor) {
        long at = cursor.position();
        long form = cursor.uleb128();
        // The standard leaves no meaning for these: one has its value elsewhere, the other could go on for ever.
        if (form == DW_FORM_indirect || form == DW_FORM_implicit_const || form < 0 || form > 0xffff) {
            throw new FormatException(cursor.section(), at, "an indirect form cannot be " + DwForm.name((int) form));
        }
        return (int) form;
    }

    static FormatException unknown(ByteCursor cursor, int form) {
        return new FormatException(cursor.section(), cursor.position(), "unknown form " + DwForm.name(form));
    }
}
