package dev.sonde.debuginfo.dwarf.cfi;

import dev.sonde.debuginfo.dwarf.expression.Expression;

/**
 * How the canonical frame address (CFA) of a frame is computed from that frame's own registers.
 *
 * <p>Source: DWARF 5 section 6.4.1.
 */
public sealed interface CfaRule {
    /**
     * The CFA is a register's value plus an offset.
     *
     * @param register a DWARF register number
     * @param offset bytes to add
     */
    record RegisterOffset(int register, long offset) implements CfaRule {}

    /**
     * The CFA is the value of an expression, evaluated with an empty stack.
     *
     * @param expression the expression
     */
    record OfExpression(Expression expression) implements CfaRule {}
}
