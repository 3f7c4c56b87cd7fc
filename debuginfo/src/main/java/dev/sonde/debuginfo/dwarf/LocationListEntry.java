package dev.sonde.debuginfo.dwarf;

import java.lang.foreign.MemorySegment;

/**
 * Where an object is while the pc is in a range.
 *
 * <p>Source: DWARF 5 section 2.6.2.
 *
 * @param start the first file address; 0 when {@code isDefault}
 * @param end the address after the last; the largest one when {@code isDefault}
 * @param expression a location expression, a view of the section
 * @param isDefault whether the entry holds wherever no other does
 */
public record LocationListEntry(long start, long end, MemorySegment expression, boolean isDefault) {
    /** Whether the entry holds at a file address. */
    public boolean contains(long address) {
        return isDefault || Long.compareUnsigned(address - start, end - start) < 0;
    }

    static LocationListEntry everywhere(MemorySegment expression) {
        return new LocationListEntry(0, -1L, expression, true);
    }
}
