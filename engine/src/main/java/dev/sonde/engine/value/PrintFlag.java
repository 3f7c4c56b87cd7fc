package dev.sonde.engine.value;

/** What is written of a value, or how: each on or off. */
public enum PrintFlag {
    /** Characters beyond ASCII as they are, and not as octal escapes. */
    UNICODE,
    /** Characters of eight bits as escapes, whatever else is on. */
    SEVEN_BIT_STRINGS,
    /** Each member on a line of its own. */
    PRETTY,
    /** Each element of an array on a line of its own. */
    PRETTY_ARRAYS,
    /** Unions inside structures. */
    UNIONS,
    /** Objects as what their vtables say they are. */
    OBJECTS,
    /** Static members. */
    STATIC_MEMBERS,
    /** The symbol that a pointer to data points to. */
    SYMBOLS,
    /** The index before each element of an array. */
    INDEXES,
    /** Arrays of characters only up to the first zero. */
    NULL_STOP,
    /** Addresses. */
    ADDRESSES,
    /** Values as they are stored, without renderers. */
    RAW,
    /** Of values that are no scalars nothing but {@code ...}. */
    SUMMARY
}
