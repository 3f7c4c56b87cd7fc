package dev.sonde.engine.expression;

import dev.sonde.engine.value.Value;

/** The smallest parts of an expression. */
sealed interface Token {
    /** Where it stands. */
    Span span();

    /** A number, a character or a string. */
    record Literal(Value value, Span span) implements Token {}

    /** A string, which adjacent ones lengthen. */
    record Text(StringLiteral literal, Span span) implements Token {}

    /** A name, or a keyword of C. */
    record Word(String text, Span span) implements Token {}

    /** A name between single quotes. */
    record QuotedName(String text, Span span) implements Token {}

    /** A dollar sign and what follows it; the text is without the sign. */
    record Dollar(String text, Span span) implements Token {}

    /** An operator or a bracket. */
    record Punctuation(String text, Span span) implements Token {}

    /** The end of the text. */
    record End(Span span) implements Token {}

    /** Whether this is the operator or bracket {@code text}. */
    default boolean is(String text) {
        return this instanceof Punctuation punctuation && punctuation.text().equals(text);
    }

    /** Whether this is the keyword {@code text}. */
    default boolean isWord(String text) {
        return this instanceof Word word && word.text().equals(text);
    }
}
