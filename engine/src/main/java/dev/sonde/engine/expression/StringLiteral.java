package dev.sonde.engine.expression;

import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.Type.CharacterKind;
import dev.sonde.engine.value.Type.IntegerType;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * The characters of a string, without the zero that ends it.
 *
 * @param kind what its prefix says
 * @param units one number for each character of that kind
 */
record StringLiteral(CharacterKind kind, List<Integer> units) {
    StringLiteral {
        units = List.copyOf(units);
    }

    static IntegerType elementType(CharacterKind kind) {
        return switch (kind) {
            case NUMBER, NARROW -> Types.CHAR;
            case WIDE -> Types.WCHAR;
            case UTF16 -> Types.CHAR16;
            case UTF32 -> Types.CHAR32;
        };
    }

    /** This string followed by another; a prefix of either counts for both. */
    StringLiteral with(StringLiteral next) {
        List<Integer> all = new ArrayList<>(units);
        all.addAll(next.units);
        return new StringLiteral(kind == CharacterKind.NARROW ? next.kind : kind, all);
    }

    Value toValue() {
        IntegerType element = elementType(kind);
        int size = (int) element.size();
        byte[] bytes = new byte[(units.size() + 1) * size];
        for (int i = 0; i < units.size(); i++) {
            for (int j = 0; j < size; j++) {
                bytes[i * size + j] = (byte) (units.get(i) >>> (j * Byte.SIZE));
            }
        }
        return Values.aggregate(Types.arrayOf(element, units.size() + 1L), bytes, Place.Nowhere.INSTANCE);
    }
}
