package dev.sonde.engine.expression;

/**
 * A part of the text of an expression.
 *
 * @param offset UTF-16 units before it
 * @param length UTF-16 units in it; 0 at the end of the text
 */
public record Span(int offset, int length) {
    /** The offset after the last unit. */
    public int end() {
        return offset + length;
    }

    /** From the start of this to the end of a later one. */
    public Span to(Span last) {
        return new Span(offset, last.end() - offset);
    }
}
