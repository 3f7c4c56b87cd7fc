package dev.sonde.debuginfo.demangle;

/** What derives a type from another, and what qualifies a member function. */
enum Modifier {
    RESTRICT(" restrict", false),
    VOLATILE(" volatile", false),
    CONST(" const", false),
    /** A qualifier of the vendor; the argument names it. */
    VENDOR(" ", false),
    POINTER("*", false),
    REFERENCE("&", false),
    RVALUE_REFERENCE("&&", false),
    COMPLEX(" _Complex", false),
    IMAGINARY(" _Imaginary", false),
    RESTRICT_THIS(" restrict", true),
    VOLATILE_THIS(" volatile", true),
    CONST_THIS(" const", true),
    REFERENCE_THIS(" &", true),
    RVALUE_REFERENCE_THIS(" &&", true),
    TRANSACTION_SAFE(" transaction_safe", true),
    /** The argument, if present, is the condition. */
    NOEXCEPT(" noexcept", true),
    /** The argument is the list of types. */
    THROW(" throw", true);

    private final String text;
    private final boolean ofFunction;

    Modifier(String text, boolean ofFunction) {
        this.text = text;
        this.ofFunction = ofFunction;
    }

    /** How it is written, up to its argument. */
    String text() {
        return text;
    }

    /** Whether it belongs to a function and is written after the parameters. */
    boolean isOfFunction() {
        return ofFunction;
    }

    /** Whether it is one of the qualifiers {@code restrict}, {@code volatile}, {@code const} of a type. */
    boolean isQualifier() {
        return this == RESTRICT || this == VOLATILE || this == CONST;
    }

    /** The same qualifier of a member function. */
    Modifier ofThis() {
        return switch (this) {
            case RESTRICT -> RESTRICT_THIS;
            case VOLATILE -> VOLATILE_THIS;
            case CONST -> CONST_THIS;
            default -> this;
        };
    }
}
