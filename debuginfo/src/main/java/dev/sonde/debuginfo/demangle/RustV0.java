package dev.sonde.debuginfo.demangle;

/** Rust's v0 mangling (RFC 2603): the entry point, paths and generic arguments. */
final class RustV0 {
    private RustV0() {}

    static String demangle(String mangled, DemangleOptions options) {
        int suffix = mangled.indexOf('.');
        String symbol = suffix < 0 ? mangled.substring(2) : mangled.substring(2, suffix);
        if (symbol.isEmpty()
                || !MangledInput.isUpper(symbol.charAt(0))
                || !symbol.chars().allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || c == '_'))) {
            throw new DemangleFailure();
        }
        RustState state = new RustState(symbol, options.rustHashes());
        RustPaths paths = new RustPaths(state);
        paths.path(true);
        if (!state.input().atEnd()) {
            // The crate that instantiated a generic function is not shown.
            state.silently(() -> paths.path(false));
        }
        if (!state.input().atEnd()) {
            throw new DemangleFailure();
        }
        return state.text();
    }
}
