package dev.sonde.debuginfo.dwarf;

/** Sections in the index of a package file. Source: DWARF 5 table 7.1; version 2 from GCC's extension. */
@SuppressWarnings("MemberName") // spelled as in the standard
public final class DwSect {
    public static final int DW_SECT_INFO = 0x01;
    public static final int DW_SECT_TYPES = 0x02;
    public static final int DW_SECT_ABBREV = 0x03;
    public static final int DW_SECT_LINE = 0x04;
    public static final int DW_SECT_LOCLISTS = 0x05;
    public static final int DW_SECT_STR_OFFSETS = 0x06;
    public static final int DW_SECT_MACRO = 0x07;
    public static final int DW_SECT_RNGLISTS = 0x08;

    private static final ConstantNames NAMES = ConstantNames.of(DwSect.class, "DW_SECT_");

    private DwSect() {}

    /** The name of a section; unknown ones show their number. */
    public static String name(int code) {
        return NAMES.name(code);
    }
}
