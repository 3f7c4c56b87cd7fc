package dev.sonde.debuginfo.demangle;

import org.jspecify.annotations.Nullable;

/**
 * A builtin type (Itanium C++ ABI section 5.1.5.2).
 *
 * @param text how it is written
 * @param literal how literals of it are written
 */
record BuiltinType(String text, LiteralStyle literal) {
    /** How a literal of a type is written. */
    enum LiteralStyle {
        /** {@code (type)digits}. */
        CAST(false, ""),
        /** {@code (type)[digits]}, the digits being those of the representation. */
        FLOAT(false, ""),
        BOOL(false, ""),
        INT(true, ""),
        UNSIGNED(true, "u"),
        LONG(true, "l"),
        UNSIGNED_LONG(true, "ul"),
        LONG_LONG(true, "ll"),
        UNSIGNED_LONG_LONG(true, "ull");

        private final boolean plain;
        private final String suffix;

        LiteralStyle(boolean plain, String suffix) {
            this.plain = plain;
            this.suffix = suffix;
        }

        String suffix() {
            return suffix;
        }

        /** Whether only digits and a suffix are written. */
        boolean isPlain() {
            return plain;
        }
    }

    static final BuiltinType VOID = new BuiltinType("void", LiteralStyle.CAST);
    static final BuiltinType NULLPTR = new BuiltinType("decltype(nullptr)", LiteralStyle.CAST);
    static final BuiltinType BFLOAT16 = new BuiltinType("std::bfloat16_t", LiteralStyle.FLOAT);

    /** The type that one lower-case letter stands for. */
    static @Nullable BuiltinType of(char code) {
        return switch (code) {
            case 'a' -> cast("signed char");
            case 'b' -> new BuiltinType("bool", LiteralStyle.BOOL);
            case 'c' -> cast("char");
            case 'd' -> floating("double");
            case 'e' -> floating("long double");
            case 'f' -> floating("float");
            case 'g' -> floating("__float128");
            case 'h' -> cast("unsigned char");
            case 'i' -> new BuiltinType("int", LiteralStyle.INT);
            case 'j' -> new BuiltinType("unsigned int", LiteralStyle.UNSIGNED);
            case 'l' -> new BuiltinType("long", LiteralStyle.LONG);
            case 'm' -> new BuiltinType("unsigned long", LiteralStyle.UNSIGNED_LONG);
            case 'n' -> cast("__int128");
            case 'o' -> cast("unsigned __int128");
            case 's' -> cast("short");
            case 't' -> cast("unsigned short");
            case 'v' -> VOID;
            case 'w' -> cast("wchar_t");
            case 'x' -> new BuiltinType("long long", LiteralStyle.LONG_LONG);
            case 'y' -> new BuiltinType("unsigned long long", LiteralStyle.UNSIGNED_LONG_LONG);
            case 'z' -> cast("...");
            default -> null;
        };
    }

    /** The type that a {@code D} and one more letter stand for. */
    static @Nullable BuiltinType ofExtended(char code) {
        return switch (code) {
            case 'd' -> cast("decimal64");
            case 'e' -> cast("decimal128");
            case 'f' -> cast("decimal32");
            case 'h' -> floating("half");
            case 'i' -> cast("char32_t");
            case 'n' -> NULLPTR;
            case 's' -> cast("char16_t");
            case 'u' -> cast("char8_t");
            default -> null;
        };
    }

    /** {@code _Float16} and its like. */
    static BuiltinType floatOfWidth(long bits, String suffix) {
        return cast("_Float" + bits + suffix);
    }

    private static BuiltinType cast(String text) {
        return new BuiltinType(text, LiteralStyle.CAST);
    }

    private static BuiltinType floating(String text) {
        return new BuiltinType(text, LiteralStyle.FLOAT);
    }
}
