package dev.sonde.debuginfo.demangle;

import org.jspecify.annotations.Nullable;

/** Types and constants of Rust's v0 mangling. */
final class RustTypes {
    private final RustState state;
    private final RustPaths paths;

    RustTypes(RustState state, RustPaths paths) {
        this.state = state;
        this.paths = paths;
    }

    void type() {
        state.nested(this::typeHere);
    }

    private void typeHere() {
        char tag = state.input().peek();
        String basic = basicType(tag);
        if (basic != null) {
            state.input().skip(1);
            state.print(basic);
            return;
        }
        switch (tag) {
            case 'R', 'Q' -> {
                state.input().skip(1);
                reference(tag == 'Q');
            }
            case 'P' -> prefixed("*const ");
            case 'O' -> prefixed("*mut ");
            case 'A' -> {
                prefixed("[");
                state.print("; ");
                constant();
                state.print("]");
            }
            case 'S' -> {
                prefixed("[");
                state.print("]");
            }
            case 'T' -> {
                state.input().skip(1);
                tuple();
            }
            case 'F' -> {
                state.input().skip(1);
                state.withBinder(this::function);
            }
            case 'D' -> {
                state.input().skip(1);
                dynamic();
            }
            case 'B' -> {
                state.input().skip(1);
                state.backReference(this::type);
            }
            default -> paths.path(false);
        }
    }

    private void prefixed(String prefix) {
        state.input().skip(1);
        state.print(prefix);
        type();
    }

    private void reference(boolean mutable) {
        state.print("&");
        if (state.input().accept('L')) {
            long lifetime = state.base62();
            if (lifetime != 0) {
                state.lifetime(lifetime);
                state.print(" ");
            }
        }
        state.print(mutable ? "mut " : "");
        type();
    }

    private void tuple() {
        state.print("(");
        int count = list();
        state.print(count == 1 ? ",)" : ")");
    }

    /** Types up to {@code E}, separated by commas; returns how many. */
    private int list() {
        int count = 0;
        while (!state.input().accept('E')) {
            state.print(count++ > 0 ? ", " : "");
            type();
        }
        return count;
    }

    private void function() {
        if (state.input().accept('U')) {
            state.print("unsafe ");
        }
        if (state.input().accept('K')) {
            // Dashes of the ABI's name cannot be mangled.
            String abi = state.input().accept('C') ? "C" : state.identifier().replace('_', '-');
            if (abi.isEmpty()) {
                throw new DemangleFailure();
            }
            state.print("extern \"" + abi + "\" ");
        }
        state.print("fn(");
        list();
        state.print(")");
        if (!state.input().accept('u')) {
            state.print(" -> ");
            type();
        }
    }

    private void dynamic() {
        state.print("dyn ");
        state.withBinder(() -> {
            for (int i = 0; !state.input().accept('E'); i++) {
                state.print(i > 0 ? " + " : "");
                paths.dynTrait();
            }
        });
        state.input().expect('L');
        long lifetime = state.base62();
        if (lifetime != 0) {
            state.print(" + ");
            state.lifetime(lifetime);
        }
    }

    void constant() {
        state.nested(this::constantHere);
    }

    private void constantHere() {
        char tag = state.input().next();
        switch (tag) {
            case 'B' -> {
                state.backReference(this::constant);
                return;
            }
            case 'p' -> {
                state.print("_");
                return;
            }
            case 'h', 't', 'm', 'y', 'o', 'j' -> unsigned();
            case 'a', 's', 'l', 'x', 'n', 'i' -> {
                state.print(state.input().accept('n') ? "-" : "");
                unsigned();
            }
            case 'b' -> {
                String digits = hexDigits();
                if (!digits.equals("0") && !digits.equals("1")) {
                    throw new DemangleFailure();
                }
                state.print(digits.equals("1") ? "true" : "false");
            }
            case 'c' -> character();
            default -> throw new DemangleFailure();
        }
        if (state.isVerbose()) {
            state.print(": " + basicType(tag));
        }
    }

    private void unsigned() {
        String digits = hexDigits();
        if (digits.isEmpty()) {
            throw new DemangleFailure();
        }
        state.print(digits.length() > 16 ? "0x" + digits : Long.toUnsignedString(Long.parseUnsignedLong(digits, 16)));
    }

    /** A character as Rust's debug format shows it. */
    private void character() {
        String digits = hexDigits();
        if (digits.isEmpty() || digits.length() > 8) {
            throw new DemangleFailure();
        }
        long value = Long.parseLong(digits, 16);
        String text = switch ((int) value) {
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            case '\n' -> "\\n";
            case '\'' -> "\\'";
            case '\\' -> "\\\\";
            default ->
                value >= 0x20 && value < 0x7f ? String.valueOf((char) value) : "\\u{" + Long.toHexString(value) + "}";
        };
        state.print("'" + text + "'");
    }

    /** Lower-case hexadecimal digits up to {@code _}. */
    private String hexDigits() {
        MangledInput input = state.input();
        int start = input.position();
        while (input.peek() != '_') {
            char c = input.next();
            if (!MangledInput.isDigit(c) && (c < 'a' || c > 'f')) {
                throw new DemangleFailure();
            }
        }
        String digits = input.textFrom(start);
        input.skip(1);
        return digits;
    }

    private static @Nullable String basicType(char tag) {
        return switch (tag) {
            case 'a' -> "i8";
            case 'b' -> "bool";
            case 'c' -> "char";
            case 'd' -> "f64";
            case 'e' -> "str";
            case 'f' -> "f32";
            case 'h' -> "u8";
            case 'i' -> "isize";
            case 'j' -> "usize";
            case 'l' -> "i32";
            case 'm' -> "u32";
            case 'n' -> "i128";
            case 'o' -> "u128";
            case 'p' -> "_";
            case 's' -> "i16";
            case 't' -> "u16";
            case 'u' -> "()";
            case 'v' -> "...";
            case 'x' -> "i64";
            case 'y' -> "u64";
            case 'z' -> "!";
            default -> null;
        };
    }
}
