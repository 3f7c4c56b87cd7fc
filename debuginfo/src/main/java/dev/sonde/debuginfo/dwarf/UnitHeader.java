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

    /** The offset behind the unit at {@code cursor}, which must have a sound length. */
    static long endOf(ByteCursor cursor) {
        Length length = Length.read(cursor);
        cursor.skip(length.length);
        return cursor.position();
    }

    /** Reads the header at the cursor. {@code types} says that the section is {@code .debug_types}. */
    static UnitHeader read(ByteCursor cursor, boolean types) {
        long offset = cursor.position();
        Length length = Length.read(cursor);
        ByteCursor body = cursor.slice(length.length);
        int offsetSize = length.offsetSize;
        int version = body.u16();
        if (version < 2 || version > 5) {
            throw new FormatException(cursor.section(), offset, "unknown version " + version + " of a unit");
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
            throw new FormatException(cursor.section(), offset, "unsupported address size " + addressSize);
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
            default -> throw new FormatException(cursor.section(), offset, "unknown unit type " + DwUt.name(type));
        }
        return new UnitHeader(
                offset,
                body.end(),
                new Encoding(version, addressSize, offsetSize),
                type,
                abbreviations,
                signature,
                typeOffset,
                body.position());
    }

    /** Whether the unit holds one type only. */
    public boolean isTypeUnit() {
        return type == DwUt.DW_UT_type || type == DwUt.DW_UT_split_type;
    }
}
