package dev.sonde.debuginfo.dwarf.expression;

/** How one operand of an operation is stored. Source: DWARF 5 section 2.5 and table 7.9. */
enum Operand {
    U1,
    S1,
    U2,
    S2,
    U4,
    S4,
    U8,
    S8,
    ULEB,
    SLEB,
    /** An address of the unit's size. */
    ADDRESS,
    /** A section offset; in DWARF 2 it has the size of an address. */
    REFERENCE,
    /** Bytes behind their number as ULEB128. */
    BLOCK,
    /** Bytes behind their number in one byte. */
    BLOCK1,
    /** An expression behind its size as ULEB128. */
    EXPRESSION
}
