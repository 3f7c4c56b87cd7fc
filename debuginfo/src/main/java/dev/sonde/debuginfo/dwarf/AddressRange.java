package dev.sonde.debuginfo.dwarf;

/**
 * A range of file addresses.
 *
 * @param start the first address
 * @param end the address after the last, at least {@code start} as unsigned numbers
 */
public record AddressRange(long start, long end) {
    /** Whether {@code address} is inside. */
    public boolean contains(long address) {
        return Long.compareUnsigned(address - start, end - start) < 0;
    }
}
