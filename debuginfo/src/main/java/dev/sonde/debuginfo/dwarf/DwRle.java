package dev.sonde.debuginfo.dwarf;

/** Kinds of range list entries. Source: DWARF 5 table 7.30. */
@SuppressWarnings("MemberName") // spelled as in the standard
public final class DwRle {
    public static final int DW_RLE_end_of_list = 0x00;
    public static final int DW_RLE_base_addressx = 0x01;
    public static final int DW_RLE_startx_endx = 0x02;
    public static final int DW_RLE_startx_length = 0x03;
    public static final int DW_RLE_offset_pair = 0x04;
    public static final int DW_RLE_base_address = 0x05;
    public static final int DW_RLE_start_end = 0x06;
    public static final int DW_RLE_start_length = 0x07;

    private static final ConstantNames NAMES = ConstantNames.of(DwRle.class, "DW_RLE_");

    private DwRle() {}

    /** The name of an entry kind; unknown ones show their number. */
    public static String name(int code) {
        return NAMES.name(code);
    }
}
