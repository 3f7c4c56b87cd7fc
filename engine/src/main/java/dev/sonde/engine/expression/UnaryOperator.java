package dev.sonde.engine.expression;

/** The operators of one arithmetic operand. */
public enum UnaryOperator {
    PLUS,
    NEGATE,
    COMPLEMENT,
    NOT
}
