package dev.sonde.debuginfo.dwarf;

/** Calling conventions, of {@code DW_AT_calling_convention}. Source: DWARF 5 table 7.18. */
@SuppressWarnings("MemberName") // spelled as in the standard
public final class DwCc {
    public static final int DW_CC_normal = 0x01;
    public static final int DW_CC_program = 0x02;
    public static final int DW_CC_nocall = 0x03;
    public static final int DW_CC_pass_by_reference = 0x04;
    public static final int DW_CC_pass_by_value = 0x05;

    private static final ConstantNames NAMES = ConstantNames.of(DwCc.class, "DW_CC_");

    private DwCc() {}

    /** The name of a calling convention; unknown ones show their number. */
    public static String name(int code) {
        return NAMES.name(code);
    }
}
