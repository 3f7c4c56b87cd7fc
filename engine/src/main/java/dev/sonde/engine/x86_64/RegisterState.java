package dev.sonde.engine.x86_64;

/** A saved copy of a thread's general block and XSAVE area, to be handed back to {@link RegisterFile#restore}. */
public final class RegisterState {
    private final byte[] general;
    private final byte[] xsave;

    RegisterState(byte[] general, byte[] xsave) {
        this.general = general;
        this.xsave = xsave;
    }

    /** The general block, {@code struct user_regs_struct}. */
    public byte[] general() {
        return general.clone();
    }

    /** The XSAVE area in the standard format. */
    public byte[] xsave() {
        return xsave.clone();
    }
}
