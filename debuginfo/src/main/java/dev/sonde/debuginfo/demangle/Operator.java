package dev.sonde.debuginfo.demangle;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operator (Itanium C++ ABI section 5.1.3.1 and 5.1.6).
 *
 * @param code its two letters
 * @param text how it is written; a space at the end separates it from an operand
 * @param operands how many operands it takes in an expression
 */
record Operator(String code, String text, int operands) {
    private static final Map<String, Operator> BY_CODE = table();

    static @Nullable Operator of(char first, char second) {
        return BY_CODE.get("" + first + second);
    }

    boolean is(String otherCode) {
        return code.equals(otherCode);
    }

    /** Whether it is a cast such as {@code static_cast}. */
    boolean isNamedCast() {
        return is("cc") || is("dc") || is("rc") || is("sc");
    }

    /** Whether a function may have it as its name. */
    boolean isOverloadable() {
        return !is("nx") && !is("te") && !is("ti");
    }

    boolean isFold() {
        return code.charAt(0) == 'f';
    }

    /** Whether it designates a member or element in a braced list. */
    boolean isDesignator() {
        return is("di") || is("dx") || is("dX");
    }

    private static Map<String, Operator> table() {
        Map<String, Operator> table = new HashMap<>();
        String[] nullary = {"tr", "throw"};
        String[] unary = {
            "ad",
            "&",
            "at",
            "alignof ",
            "aw",
            "co_await ",
            "az",
            "alignof ",
            "co",
            "~",
            "da",
            "delete[] ",
            "de",
            "*",
            "dl",
            "delete ",
            "gs",
            "::",
            "li",
            "operator\"\" ",
            "mm",
            "--",
            "ng",
            "-",
            "nt",
            "!",
            "nx",
            "noexcept",
            "pp",
            "++",
            "ps",
            "+",
            "sP",
            "sizeof...",
            "sZ",
            "sizeof...",
            "st",
            "sizeof ",
            "sz",
            "sizeof ",
            "te",
            "typeid ",
            "ti",
            "typeid ",
            "tw",
            "throw "
        };
        String[] binary = {
            "aN",
            "&=",
            "aS",
            "=",
            "aa",
            "&&",
            "an",
            "&",
            "cc",
            "const_cast",
            "cl",
            "()",
            "cm",
            ",",
            "dV",
            "/=",
            "dc",
            "dynamic_cast",
            "di",
            "=",
            "ds",
            ".*",
            "dt",
            ".",
            "dv",
            "/",
            "dx",
            "]=",
            "eO",
            "^=",
            "eo",
            "^",
            "eq",
            "==",
            "fl",
            "...",
            "fr",
            "...",
            "ge",
            ">=",
            "gt",
            ">",
            "ix",
            "[]",
            "lS",
            "<<=",
            "le",
            "<=",
            "ls",
            "<<",
            "lt",
            "<",
            "mI",
            "-=",
            "mL",
            "*=",
            "mi",
            "-",
            "ml",
            "*",
            "ne",
            "!=",
            "oR",
            "|=",
            "oo",
            "||",
            "or",
            "|",
            "pL",
            "+=",
            "pl",
            "+",
            "pm",
            "->*",
            "pt",
            "->",
            "rM",
            "%=",
            "rS",
            ">>=",
            "rc",
            "reinterpret_cast",
            "rm",
            "%",
            "rs",
            ">>",
            "sc",
            "static_cast",
            "ss",
            "<=>"
        };
        String[] ternary = {"dX", "[...]=", "fL", "...", "fR", "...", "na", "new[]", "nw", "new", "qu", "?"};
        add(table, nullary, 0);
        add(table, unary, 1);
        add(table, binary, 2);
        add(table, ternary, 3);
        return Map.copyOf(table);
    }

    private static void add(Map<String, Operator> table, String[] codesAndTexts, int operands) {
        for (int i = 0; i < codesAndTexts.length; i += 2) {
            table.put(codesAndTexts[i], new Operator(codesAndTexts[i], codesAndTexts[i + 1], operands));
        }
    }
}
