package dev.sonde.debuginfo.dwarf;

/** Types of units. Source: DWARF 5 table 7.2. */
@SuppressWarnings("MemberName") // spelled as in the standard
public final class DwUt {
    public static final int DW_UT_compile = 0x01;
    public static final int DW_UT_type = 0x02;
    public static final int DW_UT_partial = 0x03;
    public static final int DW_UT_skeleton = 0x04;
    public static final int DW_UT_split_compile = 0x05;
    public static final int DW_UT_split_type = 0x06;

    private static final ConstantNames NAMES = ConstantNames.of(DwUt.class, "DW_UT_");

    private DwUt() {}

    /** The name of a unit type; unknown ones show their number. */
    public static String name(int code) {
        return NAMES.name(code);
    }
}
