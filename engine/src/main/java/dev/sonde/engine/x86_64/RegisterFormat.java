package dev.sonde.engine.x86_64;

/** How the natural text of a register reads, after the types that gdb's target descriptions give the registers. */
public enum RegisterFormat {
    /** A two's complement number. */
    SIGNED,
    /** A number without a sign. */
    UNSIGNED,
    /** An address of code, in hexadecimal and with its symbol when there is one. */
    CODE_POINTER,
    /** An address of data, in hexadecimal and with its symbol when there is one. */
    DATA_POINTER,
    /** The names of the flags of {@link Eflags} that are set. */
    EFLAGS,
    /** The names of the bits of {@link Mxcsr} that are set. */
    MXCSR,
    /** An 80-bit extended number. */
    FLOAT80,
    /** All the readings of a vector side by side. */
    VECTOR
}
