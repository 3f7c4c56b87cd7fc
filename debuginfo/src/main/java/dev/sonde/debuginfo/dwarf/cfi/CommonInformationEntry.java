package dev.sonde.debuginfo.dwarf.cfi;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * What several functions' frame descriptions share (a CIE).
 *
 * <p>Source: DWARF 5 section 6.4.1; LSB Core 5.0 section 10.6.1 for {@code .eh_frame}.
 *
 * @param offset where it starts in its section, in bytes
 * @param version 1, 3 or 4
 * @param augmentation the augmentation string, empty for plain DWARF
 * @param addressSize the bytes of an address
 * @param offsetSize 4 in the 32-bit DWARF format, 8 in the 64-bit one
 * @param segmentSelectorSize the bytes of a segment selector, 0 where there is none
 * @param codeAlignment what the deltas of locations are multiplied with
 * @param dataAlignment what factored offsets are multiplied with
 * @param returnAddressRegister the column of the return address
 * @param pointerEncoding how the descriptions encode their addresses, of {@link DwEhPe}
 * @param lsdaEncoding how they encode the address of the language's data, {@code DW_EH_PE_omit} when they have none
 * @param personality the language's routine for exceptions
 * @param signalFrame whether the functions are those that signal handlers return to
 * @param initialInstructions the instructions that set the rules at the start of every function
 */
public record CommonInformationEntry(
        long offset,
        int version,
        String augmentation,
        int addressSize,
        int offsetSize,
        int segmentSelectorSize,
        long codeAlignment,
        long dataAlignment,
        int returnAddressRegister,
        int pointerEncoding,
        int lsdaEncoding,
        Optional<EncodedPointer> personality,
        boolean signalFrame,
        MemorySegment initialInstructions) {
    /** Whether the augmentation starts with {@code z}, which gives descriptions augmentation data of their own. */
    boolean sizedAugmentation() {
        return augmentation.startsWith("z");
    }
}
