package dev.sonde.debuginfo.dwarf.expression;

import dev.sonde.debuginfo.dwarf.DwAte;

/**
 * The type of a value on the stack of an expression.
 *
 * <p>Source: DWARF 5 section 2.5.1; a type is named by the offset of its {@code DW_TAG_base_type}.
 *
 * @param encoding what the bits mean, of {@link DwAte}
 * @param byteSize how many bytes a value has
 */
public record BaseType(int encoding, int byteSize) {
    /** Whether values are floating-point numbers that arithmetic is supported for. */
    boolean isFloat() {
        return encoding == DwAte.DW_ATE_float && (byteSize == 4 || byteSize == 8);
    }

    /** Whether values are integers, addresses, characters or truth values of at most eight bytes. */
    boolean isIntegral() {
        return byteSize >= 1
                && byteSize <= 8
                && switch (encoding) {
                    case DwAte.DW_ATE_address,
                            DwAte.DW_ATE_boolean,
                            DwAte.DW_ATE_signed,
                            DwAte.DW_ATE_signed_char,
                            DwAte.DW_ATE_unsigned,
                            DwAte.DW_ATE_unsigned_char,
                            DwAte.DW_ATE_UTF,
                            DwAte.DW_ATE_UCS,
                            DwAte.DW_ATE_ASCII -> true;
                    default -> false;
                };
    }

    /** Whether values are signed integers. */
    boolean isSigned() {
        return encoding == DwAte.DW_ATE_signed || encoding == DwAte.DW_ATE_signed_char;
    }

    /** The integer whose low bits are {@code bits}: cut to the type's size, and extended by its sign or by zeros. */
    long wrap(long bits) {
        int unused = Long.SIZE - 8 * byteSize;
        return isSigned() ? bits << unused >> unused : bits << unused >>> unused;
    }
}
