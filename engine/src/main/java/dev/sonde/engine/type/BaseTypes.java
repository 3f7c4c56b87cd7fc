package dev.sonde.engine.type;

import dev.sonde.debuginfo.dwarf.Die;
import dev.sonde.debuginfo.dwarf.DwAt;
import dev.sonde.debuginfo.dwarf.DwAte;
import dev.sonde.engine.value.FloatFormat;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Type.CharacterKind;
import dev.sonde.engine.value.Types;

/** Reads base types. Source: DWARF 5 section 5.1; the formats of numbers are the psABI's. */
final class BaseTypes {
    private static final int EXTENDED_SIZE = 16;

    private BaseTypes() {}

    static Type read(Die die) {
        String name = EntryNames.canonical(die.name().orElse("<unnamed>"));
        long size = die.constant(DwAt.DW_AT_byte_size)
                .orElse((die.constant(DwAt.DW_AT_bit_size).orElse(0) + Byte.SIZE - 1) / Byte.SIZE);
        int encoding = (int) die.constant(DwAt.DW_AT_encoding).orElse(DwAte.DW_ATE_unsigned);
        return switch (encoding) {
            case DwAte.DW_ATE_boolean -> new Type.BooleanType(name, size);
            case DwAte.DW_ATE_float, DwAte.DW_ATE_imaginary_float -> floating(name, size);
            case DwAte.DW_ATE_complex_float -> new Type.ComplexType(name, floating(name, size / 2));
            case DwAte.DW_ATE_decimal_float -> new Type.DecimalType(name, size);
            case DwAte.DW_ATE_signed_char -> integer(name, size, true, narrow(size));
            case DwAte.DW_ATE_unsigned_char -> integer(name, size, false, narrow(size));
            case DwAte.DW_ATE_UTF, DwAte.DW_ATE_UCS -> integer(name, size, false, utf(size));
            case DwAte.DW_ATE_ASCII -> integer(name, size, true, narrow(size));
            case DwAte.DW_ATE_signed, DwAte.DW_ATE_signed_fixed -> integer(name, size, true, Types.wideKind(name));
            default -> integer(name, size, false, Types.wideKind(name));
        };
    }

    private static CharacterKind narrow(long size) {
        return size == 1 ? CharacterKind.NARROW : CharacterKind.NUMBER;
    }

    private static CharacterKind utf(long size) {
        return switch ((int) size) {
            case 1 -> CharacterKind.NARROW;
            case 2 -> CharacterKind.UTF16;
            default -> CharacterKind.UTF32;
        };
    }

    private static Type integer(String name, long size, boolean signed, CharacterKind text) {
        return switch ((int) size) {
            case 1, 2, 4, 8, 16 -> new Type.IntegerType(name, size, signed, text);
            case 0 -> Types.VOID;
            default -> new Type.ArrayType(Types.UNSIGNED_CHAR, size); // bytes are all that can be shown of it
        };
    }

    private static Type floating(String name, long size) {
        return switch ((int) size) {
            case 2 -> new Type.FloatType(name, name.contains("bf") ? FloatFormat.BFLOAT16 : FloatFormat.HALF);
            case 4 -> new Type.FloatType(name, FloatFormat.SINGLE);
            case 8 -> new Type.FloatType(name, FloatFormat.DOUBLE);
            case EXTENDED_SIZE ->
                new Type.FloatType(name, name.contains("128") ? FloatFormat.QUAD : FloatFormat.EXTENDED);
            default -> new Type.ArrayType(Types.UNSIGNED_CHAR, size);
        };
    }
}
