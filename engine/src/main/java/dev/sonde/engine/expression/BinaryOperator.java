package dev.sonde.engine.expression;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The operators of two operands that are both evaluated, with their precedence in gdb's grammar. */
public enum BinaryOperator {
    MULTIPLY("*", 10),
    DIVIDE("/", 10),
    REMAINDER("%", 10),
    ADD("+", 9),
    SUBTRACT("-", 9),
    SHIFT_LEFT("<<", 7),
    SHIFT_RIGHT(">>", 7),
    LESS("<", 6),
    GREATER(">", 6),
    LESS_OR_EQUAL("<=", 6),
    GREATER_OR_EQUAL(">=", 6),
    EQUAL("==", 5),
    NOT_EQUAL("!=", 5),
    AND("&", 4),
    XOR("^", 3),
    OR("|", 2);

    private static final Map<String, BinaryOperator> BY_SYMBOL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(BinaryOperator::symbol, Function.identity()));

    private final String symbol;
    private final int precedence;

    BinaryOperator(String symbol, int precedence) {
        this.symbol = symbol;
        this.precedence = precedence;
    }

    /** How it is written. */
    public String symbol() {
        return symbol;
    }

    int precedence() {
        return precedence;
    }

    /** Whether it yields a truth value. */
    public boolean isComparison() {
        return precedence == LESS.precedence || precedence == EQUAL.precedence;
    }

    static Optional<BinaryOperator> of(String symbol) {
        return Optional.ofNullable(BY_SYMBOL.get(symbol));
    }

    /** The operator that an assignment such as {@code +=} applies. */
    static Optional<BinaryOperator> ofAssignment(String symbol) {
        return symbol.length() > 1 && symbol.endsWith("=")
                ? of(symbol.substring(0, symbol.length() - 1)).filter(operator -> !operator.isComparison())
                : Optional.empty();
    }
}
