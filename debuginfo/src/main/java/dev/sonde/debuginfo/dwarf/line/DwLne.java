package dev.sonde.debuginfo.dwarf.line;

import dev.sonde.debuginfo.dwarf.ConstantNames;

/** Extended operations of line programs. Source: DWARF 5 table 7.26. */
@SuppressWarnings("MemberName") // spelled as in the standard
public final class DwLne {
    public static final int DW_LNE_end_sequence = 0x01;
    public static final int DW_LNE_set_address = 0x02;
    public static final int DW_LNE_define_file = 0x03;
    public static final int DW_LNE_set_discriminator = 0x04;

    private static final ConstantNames NAMES = ConstantNames.of(DwLne.class, "DW_LNE_");

    private DwLne() {}

    /** The name of an operation; unknown ones show their number. */
    public static String name(int code) {
        return NAMES.name(code);
    }
}
