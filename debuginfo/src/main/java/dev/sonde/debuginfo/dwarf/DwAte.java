package dev.sonde.debuginfo.dwarf;

/** Encodings of base types. Source: DWARF 5 table 7.11. */
@SuppressWarnings("MemberName") // spelled as in the standard
public final class DwAte {
    public static final int DW_ATE_void = 0x00;
    public static final int DW_ATE_address = 0x01;
    public static final int DW_ATE_boolean = 0x02;
    public static final int DW_ATE_complex_float = 0x03;
    public static final int DW_ATE_float = 0x04;
    public static final int DW_ATE_signed = 0x05;
    public static final int DW_ATE_signed_char = 0x06;
    public static final int DW_ATE_unsigned = 0x07;
    public static final int DW_ATE_unsigned_char = 0x08;
    public static final int DW_ATE_imaginary_float = 0x09;
    public static final int DW_ATE_packed_decimal = 0x0a;
    public static final int DW_ATE_numeric_string = 0x0b;
    public static final int DW_ATE_edited = 0x0c;
    public static final int DW_ATE_signed_fixed = 0x0d;
    public static final int DW_ATE_unsigned_fixed = 0x0e;
    public static final int DW_ATE_decimal_float = 0x0f;
    public static final int DW_ATE_UTF = 0x10;
    public static final int DW_ATE_UCS = 0x11;
    public static final int DW_ATE_ASCII = 0x12;

    private static final ConstantNames NAMES = ConstantNames.of(DwAte.class, "DW_ATE_");

    private DwAte() {}

    /** The name of an encoding; unknown ones show their number. */
    public static String name(int encoding) {
        return NAMES.name(encoding);
    }
}
