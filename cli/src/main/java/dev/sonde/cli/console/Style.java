package dev.sonde.cli.console;

/** What a piece of text is, for a terminal to colour. The codes are those of ECMA-48. */
public enum Style {
    /** The name of a function. */
    FUNCTION("33"),
    /** The name of a variable or register. */
    VARIABLE("36"),
    /** An address. */
    ADDRESS("34"),
    /** A file name. */
    FILE("32"),
    /** A heading. */
    TITLE("1"),
    /** A word that the language of a source line reserves. */
    KEYWORD("34;1"),
    /** A string or a character in a source line. */
    STRING("32"),
    /** A number in a source line. */
    NUMBER("35"),
    /** A comment in a source line. */
    COMMENT("90"),
    /** What a preprocessor, or a compiler's attribute, is told in a source line. */
    DIRECTIVE("36"),
    /** Something gone wrong. */
    ERROR("31");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String apply(String text) {
        return "\033[" + code + "m" + text + "\033[m";
    }
}
