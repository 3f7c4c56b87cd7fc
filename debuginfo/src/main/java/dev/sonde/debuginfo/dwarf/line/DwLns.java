package dev.sonde.debuginfo.dwarf.line;

import dev.sonde.debuginfo.dwarf.ConstantNames;

/** Standard operations of line programs. Source: DWARF 5 table 7.25. */
@SuppressWarnings("MemberName") // spelled as in the standard
public final class DwLns {
    public static final int DW_LNS_copy = 0x01;
    public static final int DW_LNS_advance_pc = 0x02;
    public static final int DW_LNS_advance_line = 0x03;
    public static final int DW_LNS_set_file = 0x04;
    public static final int DW_LNS_set_column = 0x05;
    public static final int DW_LNS_negate_stmt = 0x06;
    public static final int DW_LNS_set_basic_block = 0x07;
    public static final int DW_LNS_const_add_pc = 0x08;
    public static final int DW_LNS_fixed_advance_pc = 0x09;
    public static final int DW_LNS_set_prologue_end = 0x0a;
    public static final int DW_LNS_set_epilogue_begin = 0x0b;
    public static final int DW_LNS_set_isa = 0x0c;

    private static final ConstantNames NAMES = ConstantNames.of(DwLns.class, "DW_LNS_");

    private DwLns() {}

    /** The name of an operation; unknown ones show their number. */
    public static String name(int code) {
        return NAMES.name(code);
    }
}
