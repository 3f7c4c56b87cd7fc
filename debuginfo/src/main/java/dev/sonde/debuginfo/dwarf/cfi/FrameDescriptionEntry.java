package dev.sonde.debuginfo.dwarf.cfi;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * The frame description of one function or of a part of one (an FDE).
 *
 * <p>Source: DWARF 5 section 6.4.1; LSB Core 5.0 section 10.6.1 for {@code .eh_frame}.
 *
 * @param offset where it starts in its section, in bytes
 * @param cie what it shares with others
 * @param start the file address of the first instruction
 * @param length how many bytes of instructions it describes
 * @param lsda the language's data for exceptions
 * @param instructions the call frame instructions
 * @param instructionsOffset where they start in the section, in bytes
 */
public record FrameDescriptionEntry(
        long offset,
        CommonInformationEntry cie,
        long start,
        long length,
        Optional<EncodedPointer> lsda,
        MemorySegment instructions,
        long instructionsOffset) {
    /** Whether the instruction at {@code fileAddress} is described. */
    public boolean contains(long fileAddress) {
        return Long.compareUnsigned(fileAddress - start, length) < 0;
    }

    /** The file address after the last instruction. */
    public long end() {
        return start + length;
    }
}
