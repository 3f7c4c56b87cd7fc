package dev.sonde.debuginfo.dwarf;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;

/**
 * What a unit starts with.
 *
 * <p>Source: DWARF 5 section 7.5.1; DWARF 4 section 7.5.1 for versions 2 to 4.
 *
 * @param offset where the unit starts in its section, in bytes
 * @param end where the next unit starts
 * @param encoding the sizes of its fields
 * @param type of {@link DwUt}; before version 5 compile or type
 * @param abbreviationOffset where its abbreviations are in {@code .debug_abbrev}
 * @param signature the signature of a type unit or the identifier of a skeleton or split unit, else 0
 * @param typeOffset where the type's entry is, from the start of the unit; 0 unless it is a type unit
 * @param rootOffset where the first entry is in the section
 */
public record UnitHeader(
        long offset,
        long end,
        Encoding encoding,
        int type,
        long abbreviationOffset,
        long signature,
        long typeOffset,
        long rootOffset) {
    private static final long LENGTH_64 = 0xffff_ffffL;
    private static final long RESERVED_LENGTHS = 0xffff_fff0L;

    /** A length field, and the size of offsets that it implies. */
    record Length(long length, int offsetSize) {
        static Length read(ByteCursor cursor) {
            long at = cursor.position();
            long length = cursor.u32();
            if (length == LENGTH_64) {
                return new Length(cursor.u64(), 8);
            }
            if (length >= RESERVED_LENGTHS) {
                throw new FormatException(cursor.section(), at, "reserved length 0x" + Long.toHexString(length));
            }
            return new Length(length, 4);
        }
    }

    /**
     * The offset behind the unit whose first bytes are at {@code cursor}.
     *
     * @param start where they are in the section
     * @param sectionSize how long the section is
     * @throws FormatException if the unit is not inside the section
     */
    static long endOf(ByteCursor cursor, long start, long sectionSize) {
        Length length = Length.read(cursor);
        long left = sectionSize - start - cursor.position();
        if (length.length < 0 || length.length > left) {
            throw new FormatException(
                    cursor.section(),
                    cursor.position(),
                    "needs " + Long.toUnsignedString(length.length) + " bytes, only " + left + " are left");
        }
        return start + cursor.position() + length.length;
    }

    /**
     * Reads the header at the cursor, which may end before the unit does.
     *
     * @param offset where the cursor's first byte is in the section
     * @param sectionSize how long the section is
     * @param types whether the section is {@code .debug_types}
     */
    static UnitHeader read(ByteCursor cursor, long offset, long sectionSize, boolean types) {
        long end = endOf(cursor.at(0), offset, sectionSize);
        Length length = Length.read(cursor);
        ByteCursor body = cursor.slice(Math.min(cursor.remaining(), length.length));
        int offsetSize = length.offsetSize;
        int version = body.u16();
        if (version < 2 || version > 5) {
            throw new FormatException(cursor.section(), 0, "unknown version " + version + " of a unit");
        }
        int type;
        int addressSize;
        long abbreviations;
        if (version >= 5) {
            type = body.u8();
            addressSize = body.u8();
            abbreviations = body.unsigned(offsetSize);
        } else {
            type = types ? DwUt.DW_UT_type : DwUt.DW_UT_compile;
            abbreviations = body.unsigned(offsetSize);
            addressSize = body.u8();
        }
        if (addressSize != 4 && addressSize != 8) {
            throw new FormatException(cursor.section(), 0, "unsupported address size " + addressSize);
        }
        long signature = 0;
        long typeOffset = 0;
        switch (type) {
            case DwUt.DW_UT_compile, DwUt.DW_UT_partial -> {}
            case DwUt.DW_UT_skeleton, DwUt.DW_UT_split_compile -> signature = body.u64();
            case DwUt.DW_UT_type, DwUt.DW_UT_split_type -> {
                signature = body.u64();
                typeOffset = body.unsigned(offsetSize);
            }
            default -> throw new FormatException(cursor.section(), 0, "unknown unit type " + DwUt.name(type));
        }
        return new UnitHeader(
                offset,
                end,
                new Encoding(version, addressSize, offsetSize),
                type,
                abbreviations,
                signature,
                typeOffset,
                offset + body.position());
    }

    /** Whether the unit holds one type only. */
    public boolean isTypeUnit() {
        return type == DwUt.DW_UT_type || type == DwUt.DW_UT_split_type;
    }
}
