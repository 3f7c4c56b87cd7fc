package dev.sonde.engine.value;

import java.util.ArrayList;
import java.util.List;

/** The names of enumerators, combined where they are flags. */
final class EnumText {
    private EnumText() {}

    static String of(EnumType type, long bits) {
        for (EnumType.Enumerator enumerator : type.enumerators()) {
            if (enumerator.value() == bits) {
                return type.qualified(enumerator);
            }
        }
        if (!type.isFlags()) {
            return Long.toString(bits);
        }
        List<String> names = new ArrayList<>();
        long rest = bits;
        for (EnumType.Enumerator enumerator : type.enumerators()) {
            if ((rest & enumerator.value()) != 0) {
                names.add(type.qualified(enumerator));
                rest &= ~enumerator.value();
            }
        }
        if (rest != 0) {
            names.add("unknown: 0x" + Long.toHexString(rest));
        }
        return names.isEmpty() ? "0" : "(" + String.join(" | ", names) + ")";
    }
}
