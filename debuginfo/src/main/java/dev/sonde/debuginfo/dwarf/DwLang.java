package dev.sonde.debuginfo.dwarf;

/** Languages of units. Source: DWARF 5 table 7.17 and the list of language codes kept with the standard. */
@SuppressWarnings("MemberName") // spelled as in the standard
public final class DwLang {
    public static final int DW_LANG_C89 = 0x01;
    public static final int DW_LANG_C = 0x02;
    public static final int DW_LANG_Ada83 = 0x03;
    public static final int DW_LANG_C_plus_plus = 0x04;
    public static final int DW_LANG_Cobol74 = 0x05;
    public static final int DW_LANG_Cobol85 = 0x06;
    public static final int DW_LANG_Fortran77 = 0x07;
    public static final int DW_LANG_Fortran90 = 0x08;
    public static final int DW_LANG_Pascal83 = 0x09;
    public static final int DW_LANG_Modula2 = 0x0a;
    public static final int DW_LANG_Java = 0x0b;
    public static final int DW_LANG_C99 = 0x0c;
    public static final int DW_LANG_Ada95 = 0x0d;
    public static final int DW_LANG_Fortran95 = 0x0e;
    public static final int DW_LANG_PLI = 0x0f;
    public static final int DW_LANG_ObjC = 0x10;
    public static final int DW_LANG_ObjC_plus_plus = 0x11;
    public static final int DW_LANG_UPC = 0x12;
    public static final int DW_LANG_D = 0x13;
    public static final int DW_LANG_Python = 0x14;
    public static final int DW_LANG_OpenCL = 0x15;
    public static final int DW_LANG_Go = 0x16;
    public static final int DW_LANG_Modula3 = 0x17;
    public static final int DW_LANG_Haskell = 0x18;
    public static final int DW_LANG_C_plus_plus_03 = 0x19;
    public static final int DW_LANG_C_plus_plus_11 = 0x1a;
    public static final int DW_LANG_OCaml = 0x1b;
    public static final int DW_LANG_Rust = 0x1c;
    public static final int DW_LANG_C11 = 0x1d;
    public static final int DW_LANG_Swift = 0x1e;
    public static final int DW_LANG_Julia = 0x1f;
    public static final int DW_LANG_Dylan = 0x20;
    public static final int DW_LANG_C_plus_plus_14 = 0x21;
    public static final int DW_LANG_Fortran03 = 0x22;
    public static final int DW_LANG_Fortran08 = 0x23;
    public static final int DW_LANG_RenderScript = 0x24;
    public static final int DW_LANG_BLISS = 0x25;
    public static final int DW_LANG_Kotlin = 0x26;
    public static final int DW_LANG_Zig = 0x27;
    public static final int DW_LANG_Crystal = 0x28;
    public static final int DW_LANG_C_plus_plus_17 = 0x2a;
    public static final int DW_LANG_C_plus_plus_20 = 0x2b;
    public static final int DW_LANG_C17 = 0x2c;
    public static final int DW_LANG_Fortran18 = 0x2d;
    public static final int DW_LANG_Ada2005 = 0x2e;
    public static final int DW_LANG_Ada2012 = 0x2f;
    public static final int DW_LANG_HIP = 0x30;
    public static final int DW_LANG_Assembly = 0x31;
    public static final int DW_LANG_C_sharp = 0x32;
    public static final int DW_LANG_Mojo = 0x33;
    public static final int DW_LANG_Mips_Assembler = 0x8001;

    private static final ConstantNames NAMES = ConstantNames.of(DwLang.class, "DW_LANG_");

    private DwLang() {}

    /** The name of a language; unknown ones show their number. */
    public static String name(int code) {
        return NAMES.name(code);
    }
}
