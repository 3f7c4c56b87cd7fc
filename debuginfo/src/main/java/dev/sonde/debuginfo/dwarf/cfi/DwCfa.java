package dev.sonde.debuginfo.dwarf.cfi;

import dev.sonde.debuginfo.dwarf.ConstantNames;

/** Call frame instructions. Source: DWARF 5 table 7.29; the GNU and vendor ones from the LSB and GCC's unwinder. */
@SuppressWarnings("MemberName") // spelled as in the standard
public final class DwCfa {
    public static final int DW_CFA_advance_loc = 0x40;
    public static final int DW_CFA_offset = 0x80;
    public static final int DW_CFA_restore = 0xc0;
    public static final int DW_CFA_nop = 0x00;
    public static final int DW_CFA_set_loc = 0x01;
    public static final int DW_CFA_advance_loc1 = 0x02;
    public static final int DW_CFA_advance_loc2 = 0x03;
    public static final int DW_CFA_advance_loc4 = 0x04;
    public static final int DW_CFA_offset_extended = 0x05;
    public static final int DW_CFA_restore_extended = 0x06;
    public static final int DW_CFA_undefined = 0x07;
    public static final int DW_CFA_same_value = 0x08;
    public static final int DW_CFA_register = 0x09;
    public static final int DW_CFA_remember_state = 0x0a;
    public static final int DW_CFA_restore_state = 0x0b;
    public static final int DW_CFA_def_cfa = 0x0c;
    public static final int DW_CFA_def_cfa_register = 0x0d;
    public static final int DW_CFA_def_cfa_offset = 0x0e;
    public static final int DW_CFA_def_cfa_expression = 0x0f;
    public static final int DW_CFA_expression = 0x10;
    public static final int DW_CFA_offset_extended_sf = 0x11;
    public static final int DW_CFA_def_cfa_sf = 0x12;
    public static final int DW_CFA_def_cfa_offset_sf = 0x13;
    public static final int DW_CFA_val_offset = 0x14;
    public static final int DW_CFA_val_offset_sf = 0x15;
    public static final int DW_CFA_val_expression = 0x16;
    public static final int DW_CFA_MIPS_advance_loc8 = 0x1d;
    public static final int DW_CFA_GNU_window_save = 0x2d;
    public static final int DW_CFA_GNU_args_size = 0x2e;
    public static final int DW_CFA_GNU_negative_offset_extended = 0x2f;

    private static final ConstantNames NAMES = ConstantNames.of(DwCfa.class, "DW_CFA_");

    private DwCfa() {}

    /** The name of an instruction, its operand bits already removed; unknown ones show their number. */
    public static String name(int instruction) {
        return NAMES.name(instruction);
    }
}
