package dev.sonde.engine.expression;

import dev.sonde.engine.value.EnumType;
import dev.sonde.engine.value.FloatArithmetic;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.SourceLanguage;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Type.FloatType;
import dev.sonde.engine.value.Type.IntegerType;
import dev.sonde.engine.value.Type.PointerType;
import dev.sonde.engine.value.TypedefType;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Floating;
import dev.sonde.engine.value.Value.Scalar;
import dev.sonde.engine.value.Values;
import java.math.BigInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** C's operators on values (C17 sections 6.3.1 and 6.5), where gdb's rules differ, by gdb's. */
final class Arithmetic {
    private static final String NOT_A_NUMBER = "Argument to arithmetic operation not a number or boolean.";

    private final Consumer<String> warnings;
    private final boolean typesOnly;
    private final Supplier<SourceLanguage> language;

    /**
     * @param warnings told of what is odd but not wrong
     * @param language whose truth values comparisons yield
     * @param typesOnly whether only the types of the results count, so that a division by zero is none
     */
    Arithmetic(Consumer<String> warnings, boolean typesOnly, Supplier<SourceLanguage> language) {
        this.language = language;
        this.warnings = warnings;
        this.typesOnly = typesOnly;
    }

    /** A truth value: in C a number. */
    Value truth(boolean holds) {
        return language.get() == SourceLanguage.C ? Values.truth(holds) : Scalar.of(Types.BOOL, holds ? 1 : 0);
    }

    /** The type to which C promotes an integer before it computes. */
    static IntegerType promoted(Type type) {
        Type plain = type.unqualified();
        if (plain.size() < Integer.BYTES) {
            return Types.INT;
        }
        if (plain instanceof IntegerType integer) {
            return integer;
        }
        return ofRank(plain.size(), !Values.isSigned(plain));
    }

    private static IntegerType ofRank(long size, boolean unsigned) {
        if (size <= Integer.BYTES) {
            return unsigned ? Types.UNSIGNED_INT : Types.INT;
        }
        if (size <= Long.BYTES) {
            return unsigned ? Types.UNSIGNED_LONG : Types.LONG;
        }
        return unsigned ? Types.UNSIGNED_INT128 : Types.INT128;
    }

    /** The type in which two integers are combined: the longer, without a sign if one of that length has none. */
    static IntegerType common(Type left, Type right) {
        IntegerType a = promoted(left);
        IntegerType b = promoted(right);
        if (a.size() != b.size()) {
            IntegerType longer = a.size() > b.size() ? a : b;
            return ofRank(longer.size(), !longer.signed());
        }
        return ofRank(a.size(), !a.signed() || !b.signed());
    }

    private static FloatType commonFloat(Value left, Value right) {
        if (left instanceof Floating a && right instanceof Floating b) {
            return a.format().size() >= b.format().size() ? floatType(a) : floatType(b);
        }
        return left instanceof Floating a ? floatType(a) : floatType((Floating) right);
    }

    private static FloatType floatType(Floating number) {
        if (number.type().unqualified() instanceof FloatType type) {
            return type;
        }
        throw new IllegalStateException(number.type().name() + " is not a floating-point type");
    }

    /** {@code +}, {@code -}, {@code ~} or {@code !}. */
    Value unary(UnaryOperator operator, Value operand, Span span) {
        boolean bitwise =
                language.get() == SourceLanguage.RUST && operand.type().unqualified() instanceof IntegerType;
        if (operator == UnaryOperator.NOT && bitwise) {
            return unary(UnaryOperator.COMPLEMENT, operand, span);
        }
        if (operator == UnaryOperator.NOT) {
            return truth(!Conversion.isTrue(operand, span));
        }
        if (operand.type().unqualified() instanceof Type.ComplexType) {
            return ComplexArithmetic.unary(operator, operand);
        }
        boolean number = Conversion.isInteger(operand.type()) || operand instanceof Floating;
        boolean legal = number && (operator != UnaryOperator.COMPLEMENT || !(operand instanceof Floating));
        if (!legal) {
            throw new EvaluationException(
                    switch (operator) {
                        case PLUS -> "Argument to positive operation not a number.";
                        case NEGATE -> "Argument to negate operation not a number.";
                        case COMPLEMENT, NOT -> "Argument to complement operation not an integer, boolean.";
                    },
                    span);
        }
        if (operand instanceof Floating floating) {
            return operator == UnaryOperator.NEGATE
                    ? FloatArithmetic.negate(floating)
                    : Values.at(floating, Place.Nowhere.INSTANCE);
        }
        IntegerType type = promoted(operand.type());
        if (type.size() > Long.BYTES) {
            BigInteger wide = Conversion.bigInteger(operand);
            return Values.integer(
                    type,
                    switch (operator) {
                        case NEGATE -> wide.negate();
                        case COMPLEMENT -> wide.not();
                        case PLUS, NOT -> wide;
                    });
        }
        long bits = ((Scalar) operand).bits();
        // As in gdb, what becomes of an enumerator is written by its flags.
        boolean enumeration = operand.type().unqualified() instanceof EnumType
                && operand.type().size() == type.size();
        return Scalar.of(
                enumeration ? operand.type() : type,
                switch (operator) {
                    case NEGATE -> -bits;
                    case COMPLEMENT -> ~bits;
                    case PLUS, NOT -> bits;
                });
    }

    /** An operator of two operands, which are neither functions nor arrays any more. */
    Value binary(BinaryOperator operator, Value left, Value right, Span span) {
        if (left instanceof Scalar a && right instanceof Scalar b) {
            if (Conversion.isInteger(a.type()) && Conversion.isInteger(b.type())) {
                return integers(operator, a, b, span);
            }
            return pointers(operator, a, b, span);
        }
        if (ComplexArithmetic.applies(left, right)) {
            return operator.isComparison()
                    ? truth(ComplexArithmetic.holds(operator, left, right, span))
                    : ComplexArithmetic.binary(operator, left, right, span);
        }
        if (left instanceof Floating || right instanceof Floating) {
            return floats(operator, left, right, span);
        }
        if (Conversion.isInteger(left.type()) && Conversion.isInteger(right.type())) {
            return wide(operator, left, right, span);
        }
        throw mismatch(operator, span);
    }

    private static EvaluationException mismatch(BinaryOperator operator, Span span) {
        if (!operator.isComparison()) {
            return new EvaluationException(NOT_A_NUMBER, span);
        }
        boolean equality = operator == BinaryOperator.EQUAL || operator == BinaryOperator.NOT_EQUAL;
        return new EvaluationException(
                "Invalid type combination in " + (equality ? "equality test." : "ordering comparison."), span);
    }

    private Value integers(BinaryOperator operator, Scalar left, Scalar right, Span span) {
        if (operator == BinaryOperator.SHIFT_LEFT || operator == BinaryOperator.SHIFT_RIGHT) {
            return shift(operator, left, right, span);
        }
        IntegerType type = common(left.type(), right.type());
        long a = Values.extend(type, left.bits());
        long b = Values.extend(type, right.bits());
        if (b == 0 && isDivision(operator)) {
            return dividedByZero(type, span);
        }
        boolean signed = type.signed();
        return switch (operator) {
            case ADD -> Scalar.of(type, a + b);
            case SUBTRACT -> Scalar.of(type, a - b);
            case MULTIPLY -> Scalar.of(type, a * b);
            case DIVIDE -> Scalar.of(type, signed ? a / b : Long.divideUnsigned(a, b));
            case REMAINDER -> Scalar.of(type, signed ? a % b : Long.remainderUnsigned(a, b));
            case AND -> Scalar.of(type, a & b);
            case OR -> Scalar.of(type, a | b);
            case XOR -> Scalar.of(type, a ^ b);
            case SHIFT_LEFT, SHIFT_RIGHT -> throw new IllegalStateException("shifts are handled above");
            case EQUAL, NOT_EQUAL, LESS, GREATER, LESS_OR_EQUAL, GREATER_OR_EQUAL ->
                truth(holds(operator, signed ? Long.compare(a, b) : Long.compareUnsigned(a, b)));
        };
    }

    private static boolean isDivision(BinaryOperator operator) {
        return operator == BinaryOperator.DIVIDE || operator == BinaryOperator.REMAINDER;
    }

    private Value dividedByZero(IntegerType type, Span span) {
        if (typesOnly) {
            return Values.integer(type, BigInteger.ZERO);
        }
        throw new EvaluationException("Division by zero", span);
    }

    private static boolean holds(BinaryOperator operator, int order) {
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case GREATER -> order > 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER_OR_EQUAL -> order >= 0;
            default -> throw new IllegalArgumentException(operator + " is no comparison");
        };
    }

    private Value wide(BinaryOperator operator, Value left, Value right, Span span) {
        if (operator == BinaryOperator.SHIFT_LEFT || operator == BinaryOperator.SHIFT_RIGHT) {
            return shift(operator, left, right, span);
        }
        IntegerType type = common(left.type(), right.type());
        BigInteger a = Conversion.bigInteger(Conversion.convert(left, type, span));
        BigInteger b = Conversion.bigInteger(Conversion.convert(right, type, span));
        if (b.signum() == 0 && isDivision(operator)) {
            return dividedByZero(type, span);
        }
        return switch (operator) {
            case ADD -> Values.integer(type, a.add(b));
            case SUBTRACT -> Values.integer(type, a.subtract(b));
            case MULTIPLY -> Values.integer(type, a.multiply(b));
            case DIVIDE -> Values.integer(type, a.divide(b));
            case REMAINDER -> Values.integer(type, a.remainder(b));
            case AND -> Values.integer(type, a.and(b));
            case OR -> Values.integer(type, a.or(b));
            case XOR -> Values.integer(type, a.xor(b));
            case SHIFT_LEFT, SHIFT_RIGHT -> throw new IllegalStateException("shifts are handled above");
            case EQUAL, NOT_EQUAL, LESS, GREATER, LESS_OR_EQUAL, GREATER_OR_EQUAL ->
                truth(holds(operator, a.compareTo(b)));
        };
    }

    /** The result has the promoted type of the left operand (C17 section 6.5.7). */
    private Value shift(BinaryOperator operator, Value left, Value right, Span span) {
        boolean toLeft = operator == BinaryOperator.SHIFT_LEFT;
        IntegerType type = promoted(left.type());
        BigInteger number = Conversion.bigInteger(Conversion.convert(left, type, span));
        BigInteger count = Conversion.bigInteger(right);
        boolean negative = count.signum() < 0;
        if (negative || count.compareTo(BigInteger.valueOf(type.size() * Byte.SIZE)) >= 0) {
            warnings.accept(
                    (toLeft ? "left" : "right") + " shift count " + (negative ? "is negative" : ">= width of type"));
            boolean ones = !toLeft && number.signum() < 0;
            return Values.integer(type, ones ? BigInteger.ONE.negate() : BigInteger.ZERO);
        }
        int bits = count.intValue();
        return Values.integer(type, toLeft ? number.shiftLeft(bits) : number.shiftRight(bits));
    }

    private Value floats(BinaryOperator operator, Value left, Value right, Span span) {
        boolean numbers = (left instanceof Floating || Conversion.isInteger(left.type()))
                && (right instanceof Floating || Conversion.isInteger(right.type()));
        if (!numbers) {
            throw mismatch(operator, span);
        }
        FloatType type = commonFloat(left, right);
        Floating a = (Floating) Conversion.convert(left, type, span);
        Floating b = (Floating) Conversion.convert(right, type, span);
        return switch (operator) {
            case ADD -> FloatArithmetic.apply(FloatArithmetic.Operation.ADD, type, a, b);
            case SUBTRACT -> FloatArithmetic.apply(FloatArithmetic.Operation.SUBTRACT, type, a, b);
            case MULTIPLY -> FloatArithmetic.apply(FloatArithmetic.Operation.MULTIPLY, type, a, b);
            case DIVIDE -> FloatArithmetic.apply(FloatArithmetic.Operation.DIVIDE, type, a, b);
            case REMAINDER, AND, OR, XOR, SHIFT_LEFT, SHIFT_RIGHT ->
                throw new EvaluationException("Integer-only operation on floating point number.", span);
            case EQUAL, NOT_EQUAL, LESS, GREATER, LESS_OR_EQUAL, GREATER_OR_EQUAL -> {
                int order = FloatArithmetic.compare(a, b);
                boolean ordered = order != Integer.MAX_VALUE;
                yield truth(ordered ? holds(operator, order) : operator == BinaryOperator.NOT_EQUAL);
            }
        };
    }

    private Value pointers(BinaryOperator operator, Scalar left, Scalar right, Span span) {
        if (operator.isComparison()) {
            return truth(holds(operator, Long.compareUnsigned(left.bits(), right.bits())));
        }
        boolean add = operator == BinaryOperator.ADD;
        boolean subtract = operator == BinaryOperator.SUBTRACT;
        if (left.type().unqualified() instanceof PointerType(Type target)) {
            if ((add || subtract) && Conversion.isInteger(right.type())) {
                long distance = right.bits() * step(target);
                Type type = left.type() instanceof TypedefType ? left.type().unqualified() : left.type();
                return Scalar.of(type, add ? left.bits() + distance : left.bits() - distance);
            }
            if (subtract && right.type().unqualified() instanceof PointerType(Type other)) {
                if (step(target) != step(other)) {
                    throw new EvaluationException(
                            "First argument of `-' is a pointer and second argument is neither\n"
                                    + "an integer nor a pointer of the same type.",
                            span);
                }
                return Scalar.of(Types.LONG, (left.bits() - right.bits()) / step(target));
            }
        } else if (add && right.type().unqualified() instanceof PointerType && Conversion.isInteger(left.type())) {
            return pointers(operator, right, left, span);
        }
        throw new EvaluationException(NOT_A_NUMBER, span);
    }

    /** How far one element is from the next; gdb counts bytes where there is no size. */
    static long step(Type target) {
        return Math.max(target.size(), 1);
    }
}
