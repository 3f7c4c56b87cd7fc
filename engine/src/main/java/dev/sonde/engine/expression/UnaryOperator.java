package dev.sonde.engine.expression;

/** The operators of one arithmetic operand. */
public enum UnaryOperator {
    PLUS("+"),
    NEGATE("-"),
    COMPLEMENT("~"),
    NOT("!");

    private final String symbol;

    UnaryOperator(String symbol) {
        this.symbol = symbol;
    }

    /** How it is written. */
    public String symbol() {
        return symbol;
    }
}
