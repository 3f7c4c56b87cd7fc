package dev.sonde.debuginfo.dwarf;

/**
 * The three numbers that decide how many bytes a field of a unit has.
 *
 * <p>Source: DWARF 5 sections 7.4 (32-bit and 64-bit formats) and 7.5.1 (unit headers).
 *
 * @param version the DWARF version of the unit, 2 to 5
 * @param addressSize the bytes of an address, 4 or 8 (1 and 2 are kept for expressions)
 * @param offsetSize the bytes of a section offset: 4 in the 32-bit format, 8 in the 64-bit format
 */
public record Encoding(int version, int addressSize, int offsetSize) {
    /** The encoding of 32-bit-format DWARF 5 for a 64-bit machine, which call frame expressions use. */
    public static final Encoding DEFAULT = new Encoding(5, 8, 4);

    // Each session looks encodings up on its way to the first stop, and the methods that records are given link method
    // handles at their first call, which takes as long as reading the program does.

    @Override
    public boolean equals(Object other) {
        return other instanceof Encoding that
                && version == that.version
                && addressSize == that.addressSize
                && offsetSize == that.offsetSize;
    }

    @Override
    public int hashCode() {
        return version * 31 * 31 + addressSize * 31 + offsetSize;
    }
}
