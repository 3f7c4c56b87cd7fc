package dev.sonde.debuginfo.demangle;

/**
 * What a demangled name shows.
 *
 * @param parameters whether to show a C++ function's parameters and what follows them, such as a clone's suffix
 * @param returnType whether to show the type that an instance of a C++ function template returns, if its parameters are
 *     shown
 * @param fullTypes whether to write types for which C++ has an abbreviation in full, {@code
 *     std::basic_string<char, ...>} instead of {@code std::string}
 * @param rustHashes whether to show what only serves to tell Rust's crates and constants apart: hashes and types
 */
public record DemangleOptions(boolean parameters, boolean returnType, boolean fullTypes, boolean rustHashes) {
    /** As gdb shows a C++ function, and a Rust function without the hashes. */
    public static final DemangleOptions STANDARD = new DemangleOptions(true, true, true, false);
    /** As gdb shows a C++ function that it knows from its debugging information. */
    public static final DemangleOptions SIGNATURE = new DemangleOptions(true, false, true, false);
    /** As GNU addr2line shows it. */
    public static final DemangleOptions SHORT = new DemangleOptions(true, true, false, false);
    /** As {@code c++filt} shows it. */
    public static final DemangleOptions VERBOSE = new DemangleOptions(true, true, true, true);
    /** The qualified name alone, without parameters and return type. */
    public static final DemangleOptions NAME_ONLY = new DemangleOptions(false, false, true, false);
}
