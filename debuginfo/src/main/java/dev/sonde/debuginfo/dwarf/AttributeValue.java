package dev.sonde.debuginfo.dwarf;

import java.lang.foreign.MemorySegment;

/**
 * The value of an attribute, as its form stores it.
 *
 * <p>Source: DWARF 5 section 7.5.5. Indexes of strings and addresses are already resolved.
 */
public sealed interface AttributeValue {
    /**
     * A file address.
     *
     * @param address the address, before any load bias
     */
    record Address(long address) implements AttributeValue {}

    /**
     * A number.
     *
     * @param value the number; of {@code DW_FORM_data1}, {@code data2} and {@code data4} it is zero-extended, although
     *     only the attribute and its type tell whether a sign was meant
     * @param size how many bytes were stored, 0 when the form has its own sign or length
     */
    record Constant(long value, int size) implements AttributeValue {
        /** The number with the sign that its stored size gives it. */
        public long signed() {
            return switch (size) {
                case 1 -> (byte) value;
                case 2 -> (short) value;
                case 4 -> (int) value;
                default -> value;
            };
        }
    }

    /**
     * Bytes, or a number of 16 bytes. Before DWARF 4 this is how expressions are stored.
     *
     * @param bytes a view of the section
     */
    record Block(MemorySegment bytes) implements AttributeValue {}

    /**
     * An expression.
     *
     * @param bytes its operations, a view of the section
     */
    record Exprloc(MemorySegment bytes) implements AttributeValue {}

    /**
     * A truth value.
     *
     * @param value the value
     */
    record Flag(boolean value) implements AttributeValue {}

    /**
     * A string.
     *
     * @param value the string, decoded as UTF-8
     */
    record Text(String value) implements AttributeValue {}

    /**
     * Another entry of the same section.
     *
     * @param offset its offset in the section that holds the attribute
     */
    record Reference(long offset) implements AttributeValue {}

    /**
     * An entry of {@code .debug_info}, of whichever unit.
     *
     * @param offset its offset in that section
     */
    record InfoReference(long offset) implements AttributeValue {}

    /**
     * A type in a unit of its own.
     *
     * @param signature the unit's signature
     */
    record TypeSignature(long signature) implements AttributeValue {}

    /**
     * An entry of the supplementary file.
     *
     * @param offset its offset in that file's {@code .debug_info}
     */
    record SupplementaryReference(long offset) implements AttributeValue {}

    /**
     * An offset in another section, which one the attribute tells.
     *
     * @param offset the offset
     */
    record SectionOffset(long offset) implements AttributeValue {}

    /**
     * An index of the unit's table of location lists or of range lists.
     *
     * @param index the index
     */
    record ListIndex(long index) implements AttributeValue {}
}
