package dev.sonde.engine.variable;

import java.util.Optional;

/** Paths that start from a module (The Rust Reference, section "Paths"). */
final class RustPaths {
    private static final String SELF = "self::";
    private static final String SUPER = "super::";
    private static final String CRATE = "crate::";

    private RustPaths() {}

    /**
     * The path from the crate's name on; empty for a path that does not start with {@code self}, {@code super} or {@code
     * crate}, or that leads out of the crate.
     *
     * @param scope of the function, followed by two colons
     */
    static Optional<String> absolute(String path, String scope) {
        if (path.startsWith(CRATE)) {
            int end = scope.indexOf("::");
            return end < 0
                    ? Optional.empty()
                    : Optional.of(scope.substring(0, end + 2) + path.substring(CRATE.length()));
        }
        boolean isSelf = path.startsWith(SELF);
        String rest = isSelf ? path.substring(SELF.length()) : path;
        if (!isSelf && !path.startsWith(SUPER)) {
            return Optional.empty();
        }
        String module = scope;
        while (rest.startsWith(SUPER)) {
            int end = module.lastIndexOf("::", module.length() - 3);
            if (end < 0) {
                return Optional.empty();
            }
            module = module.substring(0, end + 2);
            rest = rest.substring(SUPER.length());
        }
        return Optional.of(module + rest);
    }
}
