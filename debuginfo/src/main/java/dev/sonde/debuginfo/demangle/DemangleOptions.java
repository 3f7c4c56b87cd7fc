package dev.sonde.debuginfo.demangle;

/**
 * What a demangled name shows.
 *
 * @param parameters whether to show a function's parameters and what follows them, such as a clone's suffix
 * @param verbose whether to write abbreviated types of the standard library in full ({@code std::basic_string<char,
 *     ...>} instead of {@code std::string}), and Rust's hashes, disambiguators and types of constants
 */
public record DemangleOptions(boolean parameters, boolean verbose) {
    /** As gdb shows a function. */
    public static final DemangleOptions STANDARD = new DemangleOptions(true, false);
    /** As {@code c++filt} shows it. */
    public static final DemangleOptions VERBOSE = new DemangleOptions(true, true);
    /** The qualified name alone, without parameters and return type. */
    public static final DemangleOptions NAME_ONLY = new DemangleOptions(false, false);
}
