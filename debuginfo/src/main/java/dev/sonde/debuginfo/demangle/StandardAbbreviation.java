package dev.sonde.debuginfo.demangle;

import org.jspecify.annotations.Nullable;

/**
 * An abbreviation of the standard library (Itanium C++ ABI section 5.1.10).
 *
 * @param simple how it is written in short
 * @param full how it is written in full
 * @param lastName the name that its constructors have, null for a namespace
 */
record StandardAbbreviation(
        String simple, String full, @Nullable String lastName) {
    static @Nullable StandardAbbreviation of(char code) {
        return switch (code) {
            case 't' -> new StandardAbbreviation("std", "std", null);
            case 'a' -> new StandardAbbreviation("std::allocator", "std::allocator", "allocator");
            case 'b' -> new StandardAbbreviation("std::basic_string", "std::basic_string", "basic_string");
            case 's' ->
                new StandardAbbreviation(
                        "std::string",
                        "std::basic_string<char, std::char_traits<char>, std::allocator<char> >",
                        "basic_string");
            case 'i' -> stream("istream");
            case 'o' -> stream("ostream");
            case 'd' -> stream("iostream");
            default -> null;
        };
    }

    private static StandardAbbreviation stream(String name) {
        String basic = "basic_" + name;
        return new StandardAbbreviation("std::" + name, "std::" + basic + "<char, std::char_traits<char> >", basic);
    }
}
