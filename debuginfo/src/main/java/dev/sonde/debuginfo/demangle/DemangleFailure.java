package dev.sonde.debuginfo.demangle;

/** Ends the demangling of a name that is malformed or too complex; never leaves this package. */
final class DemangleFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemangleFailure() {
        // Thrown for each symbol that is not mangled: a stack trace would cost more than the parsing.
        super(null, null, false, false);
    }
}
