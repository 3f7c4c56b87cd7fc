package dev.sonde.debuginfo.demangle;

/** Paths and generic arguments of Rust's v0 mangling. */
final class RustPaths {
    private final RustState state;
    private final RustTypes types;

    RustPaths(RustState state) {
        this.state = state;
        types = new RustTypes(state, this);
    }

    /** A path; in a value, not a type, generic arguments follow {@code ::}. */
    void path(boolean inValue) {
        state.nested(() -> pathHere(inValue));
    }

    private void pathHere(boolean inValue) {
        char tag = state.input().next();
        switch (tag) {
            case 'C' -> crate();
            case 'N' -> nested(inValue);
            case 'M', 'X' -> {
                state.disambiguator();
                // The path of the impl block itself says less than its type.
                state.silently(() -> path(inValue));
                qualifiedSelf(tag == 'X');
            }
            case 'Y' -> qualifiedSelf(true);
            case 'I' -> {
                path(inValue);
                state.print(inValue ? "::<" : "<");
                genericArguments();
                state.print(">");
            }
            case 'B' -> state.backReference(() -> path(inValue));
            default -> throw new DemangleFailure();
        }
    }

    private void crate() {
        long disambiguator = state.disambiguator();
        state.print(state.identifier());
        if (state.isVerbose()) {
            state.print("[" + Long.toHexString(disambiguator) + "]");
        }
    }

    private void nested(boolean inValue) {
        char namespace = state.input().next();
        if (!MangledInput.isLower(namespace) && !MangledInput.isUpper(namespace)) {
            throw new DemangleFailure();
        }
        path(inValue);
        long disambiguator = state.disambiguator();
        String name = state.identifier();
        if (MangledInput.isLower(namespace)) {
            if (!name.isEmpty()) {
                state.print("::" + name);
            }
            return;
        }
        String kind = switch (namespace) {
            case 'C' -> "closure";
            case 'S' -> "shim";
            default -> String.valueOf(namespace);
        };
        state.print(
                "::{" + kind + (name.isEmpty() ? "" : ":" + name) + "#" + Long.toUnsignedString(disambiguator) + "}");
    }

    /** {@code <type>} or {@code <type as trait>}. */
    private void qualifiedSelf(boolean hasTrait) {
        state.print("<");
        types.type();
        if (hasTrait) {
            state.print(" as ");
            path(false);
        }
        state.print(">");
    }

    private void genericArguments() {
        for (int i = 0; !state.input().accept('E'); i++) {
            if (i > 0) {
                state.print(", ");
            }
            genericArgument();
        }
    }

    private void genericArgument() {
        if (state.input().accept('L')) {
            state.lifetime(state.base62());
        } else if (state.input().accept('K')) {
            types.constant();
        } else {
            types.type();
        }
    }

    /** A trait of a {@code dyn} type with its associated types, which go into the list of its arguments. */
    void dynTrait() {
        boolean open = openPath();
        while (state.input().accept('p')) {
            state.print(open ? ", " : "<");
            open = true;
            state.print(state.identifier() + " = ");
            types.type();
        }
        if (open) {
            state.print(">");
        }
    }

    /** A path whose list of arguments is left open; returns whether there is one. */
    private boolean openPath() {
        if (state.input().accept('B')) {
            boolean[] open = new boolean[1];
            state.backReference(() -> open[0] = openPath());
            return open[0];
        }
        if (state.input().accept('I')) {
            path(false);
            state.print("<");
            genericArguments();
            return true;
        }
        path(false);
        return false;
    }
}
