package dev.sonde.debuginfo.demangle;

import java.util.Optional;

/** Demangles C++ and Rust symbol names; all methods are safe for any input and any thread. */
public final class Demangler {
    /** Longer names than compilers write are not worth the time they would take. */
    private static final int MAX_LENGTH = 1 << 17;

    private Demangler() {}

    /** The name by {@link DemangleOptions#STANDARD}, empty if it is not mangled or malformed. */
    public static Optional<String> demangle(String mangled) {
        return demangle(mangled, DemangleOptions.STANDARD);
    }

    /** The name in the chosen detail, empty if it is not mangled or malformed (Itanium C++ ABI section 5.1; RFC 2603). */
    public static Optional<String> demangle(String mangled, DemangleOptions options) {
        if (mangled.length() < 3 || mangled.length() > MAX_LENGTH || mangled.charAt(0) != '_') {
            return Optional.empty();
        }
        try {
            return Optional.of(demangleAny(mangled, options));
        } catch (DemangleFailure e) {
            return Optional.empty();
        } catch (StackOverflowError e) {
            // The depth is limited, yet a thread may have less stack than that takes.
            return Optional.empty();
        }
    }

    private static String demangleAny(String mangled, DemangleOptions options) {
        if (mangled.startsWith("_R")) {
            return RustV0.demangle(mangled, options);
        }
        // Legacy names are valid C++ names too, so Rust comes first.
        if (RustLegacy.isMangled(mangled)) {
            return RustLegacy.demangle(mangled, options);
        }
        return ItaniumDemangler.demangle(mangled, options);
    }
}
