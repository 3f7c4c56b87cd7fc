package dev.sonde.debuginfo.demangle;

/** Special names: tables, type information, guards and thunks (Itanium C++ ABI section 5.1.4). */
final class SpecialNameParser {
    private final ItaniumParser parser;

    SpecialNameParser(ItaniumParser parser) {
        this.parser = parser;
    }

    Component parse() {
        MangledInput input = parser.input();
        if (input.accept('T')) {
            return tableOrThunk(input);
        }
        input.expect('G');
        return switch (input.next()) {
            case 'V' -> special("guard variable for ", parser.names().name());
            case 'R' -> {
                Component name = parser.names().name();
                // Of a local name the discriminator has taken the underscore.
                long number = input.atEnd() ? 0 : parser.names().sequenceId();
                yield new Component.SpecialPair("reference temporary #", new Component.Numeral(number), " for ", name);
            }
            case 'A' -> special("hidden alias for ", parser.encoding(false));
            case 'I' -> special("initializer for module ", parser.names().requiredModule());
            case 'T' -> {
                boolean unsafe = input.peek() == 'n';
                input.next();
                yield special(unsafe ? "non-transaction clone for " : "transaction clone for ", parser.encoding(false));
            }
            default -> throw new DemangleFailure();
        };
    }

    private Component tableOrThunk(MangledInput input) {
        return switch (input.next()) {
            case 'V' -> special("vtable for ", parser.types().type());
            case 'T' -> special("VTT for ", parser.types().type());
            case 'I' -> special("typeinfo for ", parser.types().type());
            case 'S' -> special("typeinfo name for ", parser.types().type());
            case 'F' -> special("typeinfo fn for ", parser.types().type());
            case 'J' -> special("java Class for ", parser.types().type());
            case 'h' -> {
                nonVirtualOffset(input);
                yield special("non-virtual thunk to ", parser.encoding(false));
            }
            case 'v' -> {
                virtualOffset(input);
                yield special("virtual thunk to ", parser.encoding(false));
            }
            case 'c' -> {
                callOffset(input);
                callOffset(input);
                yield special("covariant return thunk to ", parser.encoding(false));
            }
            case 'C' -> constructionTable(input);
            case 'H' -> special("TLS init function for ", parser.names().name());
            case 'W' -> special("TLS wrapper function for ", parser.names().name());
            case 'A' -> special("template parameter object for ", parser.types().templateArgument());
            default -> throw new DemangleFailure();
        };
    }

    private Component constructionTable(MangledInput input) {
        Component derived = parser.types().type();
        if (input.number() < 0) {
            throw new DemangleFailure();
        }
        input.expect('_');
        Component base = parser.types().type();
        return new Component.SpecialPair("construction vtable for ", base, "-in-", derived);
    }

    private static void callOffset(MangledInput input) {
        switch (input.next()) {
            case 'h' -> nonVirtualOffset(input);
            case 'v' -> virtualOffset(input);
            default -> throw new DemangleFailure();
        }
    }

    private static void nonVirtualOffset(MangledInput input) {
        input.number();
        input.expect('_');
    }

    private static void virtualOffset(MangledInput input) {
        input.number();
        input.expect('_');
        input.number();
        input.expect('_');
    }

    private static Component special(String prefix, Component entity) {
        return new Component.Special(prefix, entity);
    }
}
