package dev.sonde.debuginfo.elf;

/**
 * A program header: a piece of the file as the loader sees it (gABI chapter 5, "Program Header").
 *
 * @param type {@code p_type}, one of {@code PT_*}
 * @param flags {@code p_flags}, a set of {@code PF_*}
 * @param offset where it starts in the file, in bytes
 * @param address the file address at which it is loaded ({@code p_vaddr})
 * @param physicalAddress {@code p_paddr}, without meaning on Linux
 * @param fileSize how many bytes of it are in the file
 * @param memorySize how many bytes it takes in memory; what exceeds {@code fileSize} is zero
 * @param alignment {@code p_align} in bytes
 */
public record Segment(
        int type,
        int flags,
        long offset,
        long address,
        long physicalAddress,
        long fileSize,
        long memorySize,
        long alignment) {

    /** Whether {@code fileAddress} lies within the segment's memory. */
    public boolean contains(long fileAddress) {
        return Long.compareUnsigned(fileAddress - address, memorySize) < 0;
    }

    /** Whether the segment holds instructions ({@code PF_X}). */
    public boolean isExecutable() {
        return (flags & ElfConstants.PF_X) != 0;
    }

    /** Whether the program may write to the segment ({@code PF_W}). */
    public boolean isWritable() {
        return (flags & ElfConstants.PF_W) != 0;
    }

    /** Whether the program may read the segment ({@code PF_R}). */
    public boolean isReadable() {
        return (flags & ElfConstants.PF_R) != 0;
    }
}
