package dev.sonde.engine.x86_64;

/** The debug registers. */
public final class DebugControl {
    /** How many addresses can be watched at once. */
    public static final int SLOTS = 4;
    /** The index of DR6, which says what was hit. */
    public static final int STATUS_REGISTER = 6;
    /** The index of DR7, which says what to watch for. */
    public static final int CONTROL_REGISTER = 7;

    static final int REGISTERS = 8;

    private DebugControl() {}
}
