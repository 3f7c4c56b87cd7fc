package dev.sonde.debuginfo.dwarf.line;

import dev.sonde.debuginfo.dwarf.ConstantNames;

/** What the fields of directory and file tables mean. Source: DWARF 5 table 7.27; the source text from LLVM's extension. */
@SuppressWarnings("MemberName") // spelled as in the standard
public final class DwLnct {
    public static final int DW_LNCT_path = 0x01;
    public static final int DW_LNCT_directory_index = 0x02;
    public static final int DW_LNCT_timestamp = 0x03;
    public static final int DW_LNCT_size = 0x04;
    public static final int DW_LNCT_MD5 = 0x05;
    public static final int DW_LNCT_LLVM_source = 0x2001;

    private static final ConstantNames NAMES = ConstantNames.of(DwLnct.class, "DW_LNCT_");

    private DwLnct() {}

    /** The name of a content type; unknown ones show their number. */
    public static String name(int code) {
        return NAMES.name(code);
    }
}
