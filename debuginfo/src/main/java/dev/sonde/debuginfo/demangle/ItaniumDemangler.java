package dev.sonde.debuginfo.demangle;

/** Demangles names of the Itanium C++ ABI. */
final class ItaniumDemangler {
    private static final String GLOBAL = "_GLOBAL_";

    private ItaniumDemangler() {}

    static String demangle(String mangled, DemangleOptions options) {
        ItaniumParser parser = new ItaniumParser(mangled, options);
        Component component;
        try {
            component = parse(parser, mangled, options);
        } catch (DemangleFailure e) {
            if (!parser.triedNewUnresolvedNames()) {
                throw e;
            }
            // What follows "sr" was mangled differently by old compilers, and only the failure tells.
            parser = new ItaniumParser(mangled, options);
            parser.useOldUnresolvedNames();
            component = parse(parser, mangled, options);
        }
        Printer printer = new Printer();
        printer.print(component);
        return printer.text();
    }

    private static Component parse(ItaniumParser parser, String mangled, DemangleOptions options) {
        Component component = mangled.startsWith("_Z") ? parser.mangledName(true) : globalStructors(parser, mangled);
        if (options.parameters() && !parser.input().atEnd()) {
            throw new DemangleFailure();
        }
        return options.returnType() ? component : NameParser.withoutReturnType(component);
    }

    /** {@code _GLOBAL__I_name}: the function that runs a file's constructors or destructors. */
    private static Component globalStructors(ItaniumParser parser, String mangled) {
        boolean valid = mangled.startsWith(GLOBAL)
                && mangled.length() > GLOBAL.length() + 3
                && "._$".indexOf(mangled.charAt(8)) >= 0
                && "DI".indexOf(mangled.charAt(9)) >= 0
                && mangled.charAt(10) == '_';
        if (!valid) {
            throw new DemangleFailure();
        }
        String kind = mangled.charAt(9) == 'I' ? "constructors" : "destructors";
        String keyedTo = mangled.substring(11);
        parser.input().skip(11);
        Component key;
        if (keyedTo.startsWith("_Z")) {
            key = parser.mangledName(false);
        } else {
            key = new Component.Name(keyedTo);
            parser.input().skip(keyedTo.length());
        }
        return new Component.Special("global " + kind + " keyed to ", key);
    }
}
