package dev.sonde.debuginfo.dwarf.cfi;

import static dev.sonde.debuginfo.dwarf.cfi.DwEhPe.*;

import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.util.Optional;

/** Reads pointers encoded with {@link DwEhPe} from a section at a known address. */
record PointerReader(long sectionAddress, long textBase, long dataBase) {
    private static final int FORMAT_MASK = 0x0f;
    private static final int BASE_MASK = 0x70;

    /** The bytes of a pointer when they do not depend on its value, else 0. */
    static int fixedSize(int encoding, int addressSize) {
        if ((encoding & BASE_MASK) == DW_EH_PE_aligned) {
            return 0;
        }
        return switch (encoding & FORMAT_MASK) {
            case DW_EH_PE_absptr, DW_EH_PE_signed -> addressSize;
            case DW_EH_PE_udata2, DW_EH_PE_sdata2 -> 2;
            case DW_EH_PE_udata4, DW_EH_PE_sdata4 -> 4;
            case DW_EH_PE_udata8, DW_EH_PE_sdata8 -> 8;
            default -> 0;
        };
    }

    /** The number in the encoding's format, without its base. */
    static long value(ByteCursor cursor, int encoding, int addressSize) {
        return switch (encoding & FORMAT_MASK) {
            case DW_EH_PE_absptr -> cursor.unsigned(addressSize);
            case DW_EH_PE_signed -> addressSize == 4 ? cursor.s32() : cursor.unsigned(addressSize);
            case DW_EH_PE_uleb128 -> cursor.uleb128();
            case DW_EH_PE_udata2 -> cursor.u16();
            case DW_EH_PE_udata4 -> cursor.u32();
            case DW_EH_PE_udata8, DW_EH_PE_sdata8 -> cursor.u64();
            case DW_EH_PE_sleb128 -> cursor.sleb128();
            case DW_EH_PE_sdata2 -> (short) cursor.u16();
            case DW_EH_PE_sdata4 -> cursor.s32();
            default -> throw unknown(cursor, encoding);
        };
    }

    /** The pointer with its base added; what {@code funcrel} counts from is {@code functionBase}. */
    long pointer(ByteCursor cursor, int encoding, int addressSize, long functionBase) {
        int base = encoding & BASE_MASK;
        if (base == DW_EH_PE_aligned) {
            long misaligned = (sectionAddress + cursor.position()) % addressSize;
            cursor.skip(misaligned == 0 ? 0 : addressSize - misaligned);
            return cursor.unsigned(addressSize);
        }
        long place = sectionAddress + cursor.position();
        long value = value(cursor, encoding, addressSize);
        long result = switch (base) {
            case 0 -> value;
            case DW_EH_PE_pcrel -> value + place;
            case DW_EH_PE_textrel -> value + textBase;
            case DW_EH_PE_datarel -> value + dataBase;
            case DW_EH_PE_funcrel -> value + functionBase;
            default -> throw unknown(cursor, encoding);
        };
        return addressSize == 4 ? result & 0xffff_ffffL : result;
    }

    /** A pointer that a stored zero makes absent, as personality routines and language data areas are. */
    Optional<EncodedPointer> optionalPointer(ByteCursor cursor, int encoding, int addressSize, long functionBase) {
        if (encoding == DW_EH_PE_omit) {
            return Optional.empty();
        }
        boolean absent = (encoding & BASE_MASK) != DW_EH_PE_aligned
                && value(cursor.at(cursor.position()), encoding, addressSize) == 0;
        long address = pointer(cursor, encoding, addressSize, functionBase);
        return absent || address == 0
                ? Optional.empty()
                : Optional.of(new EncodedPointer(address, (encoding & DW_EH_PE_indirect) != 0));
    }

    private static FormatException unknown(ByteCursor cursor, int encoding) {
        return new FormatException(
                cursor.section(), cursor.position(), "unknown pointer encoding 0x" + Integer.toHexString(encoding));
    }
}
