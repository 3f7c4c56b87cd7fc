package dev.sonde.debuginfo.dwarf;

/** Kinds of location list entries. Source: DWARF 5 table 7.10; views from GCC's extension. */
@SuppressWarnings("MemberName") // spelled as in the standard
public final class DwLle {
    public static final int DW_LLE_end_of_list = 0x00;
    public static final int DW_LLE_base_addressx = 0x01;
    public static final int DW_LLE_startx_endx = 0x02;
    public static final int DW_LLE_startx_length = 0x03;
    public static final int DW_LLE_offset_pair = 0x04;
    public static final int DW_LLE_default_location = 0x05;
    public static final int DW_LLE_base_address = 0x06;
    public static final int DW_LLE_start_end = 0x07;
    public static final int DW_LLE_start_length = 0x08;
    public static final int DW_LLE_GNU_view_pair = 0x09;

    private static final ConstantNames NAMES = ConstantNames.of(DwLle.class, "DW_LLE_");

    private DwLle() {}

    /** The name of an entry kind; unknown ones show their number. */
    public static String name(int code) {
        return NAMES.name(code);
    }
}
