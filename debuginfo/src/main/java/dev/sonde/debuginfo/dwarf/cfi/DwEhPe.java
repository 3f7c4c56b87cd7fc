package dev.sonde.debuginfo.dwarf.cfi;

/** How a pointer is encoded in {@code .eh_frame}. Source: LSB Core 5.0 section 10.5, "DWARF Extensions". */
@SuppressWarnings("MemberName") // spelled as in the standard
public final class DwEhPe {
    public static final int DW_EH_PE_absptr = 0x00;
    public static final int DW_EH_PE_uleb128 = 0x01;
    public static final int DW_EH_PE_udata2 = 0x02;
    public static final int DW_EH_PE_udata4 = 0x03;
    public static final int DW_EH_PE_udata8 = 0x04;
    public static final int DW_EH_PE_signed = 0x08;
    public static final int DW_EH_PE_sleb128 = 0x09;
    public static final int DW_EH_PE_sdata2 = 0x0a;
    public static final int DW_EH_PE_sdata4 = 0x0b;
    public static final int DW_EH_PE_sdata8 = 0x0c;
    public static final int DW_EH_PE_pcrel = 0x10;
    public static final int DW_EH_PE_textrel = 0x20;
    public static final int DW_EH_PE_datarel = 0x30;
    public static final int DW_EH_PE_funcrel = 0x40;
    public static final int DW_EH_PE_aligned = 0x50;
    public static final int DW_EH_PE_indirect = 0x80;
    public static final int DW_EH_PE_omit = 0xff;

    private DwEhPe() {}
}
