package dev.sonde.debuginfo.dwarf.cfi;

import dev.sonde.debuginfo.dwarf.expression.Expression;

/**
 * How the caller's value of one register is recovered.
 *
 * <p>Source: DWARF 5 section 6.4.1. A register without any rule is left to the calling convention.
 */
public sealed interface RegisterRule {
    /** The caller's value cannot be recovered. For the return address it marks the outermost frame. */
    record Undefined() implements RegisterRule {
        static final Undefined INSTANCE = new Undefined();
    }

    /** The caller's value is still in the register. */
    record SameValue() implements RegisterRule {
        static final SameValue INSTANCE = new SameValue();
    }

    /**
     * The caller's value was saved in memory.
     *
     * @param offset where, in bytes from the CFA
     */
    record AtCfaOffset(long offset) implements RegisterRule {}

    /**
     * The caller's value is an address relative to the CFA, not saved anywhere.
     *
     * @param offset what to add to the CFA
     */
    record CfaPlusOffset(long offset) implements RegisterRule {}

    /**
     * The caller's value is in another register.
     *
     * @param register that register's DWARF number
     */
    record InRegister(int register) implements RegisterRule {}

    /**
     * The caller's value was saved in memory at the address that an expression computes.
     *
     * @param expression evaluated with the CFA on its stack
     */
    record AtExpression(Expression expression) implements RegisterRule {}

    /**
     * The caller's value is what an expression computes.
     *
     * @param expression evaluated with the CFA on its stack
     */
    record OfExpression(Expression expression) implements RegisterRule {}
}
