package dev.sonde.engine.expression;

import dev.sonde.engine.value.FloatArithmetic;
import dev.sonde.engine.value.FloatArithmetic.Operation;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Type.ComplexType;
import dev.sonde.engine.value.Type.FloatType;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Aggregate;
import dev.sonde.engine.value.Value.Floating;
import dev.sonde.engine.value.Values;

/** Arithmetic of C's complex numbers (C17 annex G.5), with real and imaginary parts in the longer type of the operands. */
final class ComplexArithmetic {
    private ComplexArithmetic() {}

    private record Complex(Floating real, Floating imaginary) {}

    /** Whether one of two operands is a complex number. */
    static boolean applies(Value left, Value right) {
        return left.type().unqualified() instanceof ComplexType || right.type().unqualified() instanceof ComplexType;
    }

    /** Whether a complex number is anything but zero. */
    static boolean isTrue(Aggregate number) {
        return FloatArithmetic.isTrue(real(number)) || FloatArithmetic.isTrue(imaginary(number));
    }

    /** The real part, which is all that a cast to a real type leaves. */
    static Floating real(Aggregate number) {
        return (Floating) Values.part(number, type(number).part(), 0);
    }

    private static Floating imaginary(Aggregate number) {
        Type part = type(number).part();
        return (Floating) Values.part(number, part, (int) part.size());
    }

    private static ComplexType type(Value number) {
        return (ComplexType) number.type().unqualified();
    }

    /** {@code +}, {@code -}, or {@code ~}, which gives the conjugate as in GNU C. */
    static Value unary(UnaryOperator operator, Value operand) {
        Aggregate number = (Aggregate) operand;
        Floating real = real(number);
        Floating imaginary = imaginary(number);
        return value(
                type(number),
                switch (operator) {
                    case PLUS, NOT -> new Complex(real, imaginary);
                    case NEGATE -> new Complex(FloatArithmetic.negate(real), FloatArithmetic.negate(imaginary));
                    case COMPLEMENT -> new Complex(real, FloatArithmetic.negate(imaginary));
                });
    }

    /** Whether two numbers are equal, or are not; they have no order. */
    static boolean holds(BinaryOperator operator, Value left, Value right, Span span) {
        if (operator != BinaryOperator.EQUAL && operator != BinaryOperator.NOT_EQUAL) {
            throw new EvaluationException("Invalid type combination in ordering comparison.", span);
        }
        ComplexType type = common(left, right, span);
        Complex a = complex(left, type, span);
        Complex b = complex(right, type, span);
        boolean equal =
                FloatArithmetic.compare(a.real, b.real) == 0 && FloatArithmetic.compare(a.imaginary, b.imaginary) == 0;
        return equal == (operator == BinaryOperator.EQUAL);
    }

    /** The four operations. */
    static Value binary(BinaryOperator operator, Value left, Value right, Span span) {
        ComplexType type = common(left, right, span);
        FloatType part = part(type);
        Complex a = complex(left, type, span);
        Complex b = complex(right, type, span);
        return value(
                type,
                switch (operator) {
                    case ADD ->
                        new Complex(
                                apply(Operation.ADD, part, a.real, b.real),
                                apply(Operation.ADD, part, a.imaginary, b.imaginary));
                    case SUBTRACT ->
                        new Complex(
                                apply(Operation.SUBTRACT, part, a.real, b.real),
                                apply(Operation.SUBTRACT, part, a.imaginary, b.imaginary));
                    case MULTIPLY -> product(part, a, b);
                    case DIVIDE -> quotient(part, a, b);
                    default ->
                        throw new EvaluationException(
                                "Argument to arithmetic operation not a number or boolean.", span);
                });
    }

    private static Complex product(FloatType part, Complex a, Complex b) {
        return new Complex(
                apply(
                        Operation.SUBTRACT,
                        part,
                        apply(Operation.MULTIPLY, part, a.real, b.real),
                        apply(Operation.MULTIPLY, part, a.imaginary, b.imaginary)),
                apply(
                        Operation.ADD,
                        part,
                        apply(Operation.MULTIPLY, part, a.real, b.imaginary),
                        apply(Operation.MULTIPLY, part, a.imaginary, b.real)));
    }

    private static Complex quotient(FloatType part, Complex a, Complex b) {
        Complex numerator = product(part, a, new Complex(b.real, FloatArithmetic.negate(b.imaginary)));
        Floating denominator = apply(
                Operation.ADD,
                part,
                apply(Operation.MULTIPLY, part, b.real, b.real),
                apply(Operation.MULTIPLY, part, b.imaginary, b.imaginary));
        return new Complex(
                apply(Operation.DIVIDE, part, numerator.real, denominator),
                apply(Operation.DIVIDE, part, numerator.imaginary, denominator));
    }

    private static Floating apply(Operation operation, FloatType part, Floating left, Floating right) {
        return FloatArithmetic.apply(operation, part, left, right);
    }

    private static FloatType part(ComplexType type) {
        return (FloatType) type.part().unqualified();
    }

    private static ComplexType common(Value left, Value right, Span span) {
        boolean first = left.type().unqualified() instanceof ComplexType;
        ComplexType type = type(first ? left : right);
        Value other = first ? right : left;
        return switch (other.type().unqualified()) {
            case ComplexType that when that.size() > type.size() -> that;
            case ComplexType _ -> type;
            case FloatType real
            when real.size() > type.part().size() -> new ComplexType("complex " + real.name(), real);
            case Type real when real instanceof FloatType || Conversion.isInteger(real) -> type;
            default -> throw new EvaluationException("Argument to arithmetic operation not a number or boolean.", span);
        };
    }

    private static Complex complex(Value value, ComplexType type, Span span) {
        boolean complex = value.type().unqualified() instanceof ComplexType;
        Value real = complex ? real((Aggregate) value) : value;
        Value imaginary = complex ? imaginary((Aggregate) value) : Values.truth(false);
        return new Complex((Floating) Conversion.convert(real, type.part(), span), (Floating)
                Conversion.convert(imaginary, type.part(), span));
    }

    private static Value value(ComplexType type, Complex number) {
        byte[] bytes = new byte[(int) type.size()];
        byte[] real = Values.toBytes(number.real);
        byte[] imaginary = Values.toBytes(number.imaginary);
        System.arraycopy(real, 0, bytes, 0, real.length);
        System.arraycopy(imaginary, 0, bytes, bytes.length / 2, imaginary.length);
        return Values.fromBytes(type, bytes, 0, Place.Nowhere.INSTANCE);
    }
}
