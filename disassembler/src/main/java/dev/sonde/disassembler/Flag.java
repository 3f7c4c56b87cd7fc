package dev.sonde.disassembler;

/** A bit of the RFLAGS register (Intel SDM volume 1, section 3.4.3) or of the x87 status word's condition code (8.1.3). */
public enum Flag {
    /** Overflow. */
    OF(0x1),
    /** Sign. */
    SF(0x2),
    /** Zero. */
    ZF(0x4),
    /** Auxiliary carry. */
    AF(0x8),
    /** Carry. */
    CF(0x10),
    /** Parity. */
    PF(0x20),
    /** Direction of the string instructions. */
    DF(0x40),
    /** Interrupts enabled. */
    IF(0x80),
    /** Alignment check. */
    AC(0x100),
    /** User interrupts enabled, which is not in RFLAGS ({@code stui} in Intel SDM volume 2). */
    UIF(0x200),
    /** x87 condition code, bit 0. */
    C0(0x400),
    /** x87 condition code, bit 1. */
    C1(0x800),
    /** x87 condition code, bit 2. */
    C2(0x1000),
    /** x87 condition code, bit 3. */
    C3(0x2000);

    private final int icedBit;

    Flag(int icedBit) {
        this.icedBit = icedBit;
    }

    /** The bit of iced's RflagsBits. */
    int icedBit() {
        return icedBit;
    }
}
