package dev.sonde.debuginfo.dwarf;

/** Inline codes, of {@code DW_AT_inline}. Source: DWARF 5 table 7.20. */
@SuppressWarnings("MemberName") // spelled as in the standard
public final class DwInl {
    public static final int DW_INL_not_inlined = 0x00;
    public static final int DW_INL_inlined = 0x01;
    public static final int DW_INL_declared_not_inlined = 0x02;
    public static final int DW_INL_declared_inlined = 0x03;

    private static final ConstantNames NAMES = ConstantNames.of(DwInl.class, "DW_INL_");

    private DwInl() {}

    /** The name of an inline code; unknown ones show their number. */
    public static String name(int code) {
        return NAMES.name(code);
    }
}
