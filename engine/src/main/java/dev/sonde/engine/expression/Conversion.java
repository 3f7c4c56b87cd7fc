package dev.sonde.engine.expression;

import dev.sonde.engine.error.MemoryFaultException;
import dev.sonde.engine.value.EnumType;
import dev.sonde.engine.value.FloatArithmetic;
import dev.sonde.engine.value.FloatFormat;
import dev.sonde.engine.value.Missing;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Type.ArrayType;
import dev.sonde.engine.value.Type.BooleanType;
import dev.sonde.engine.value.Type.FlagsType;
import dev.sonde.engine.value.Type.FloatType;
import dev.sonde.engine.value.Type.IntegerType;
import dev.sonde.engine.value.Type.PointerType;
import dev.sonde.engine.value.TypedefType;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Aggregate;
import dev.sonde.engine.value.Value.Code;
import dev.sonde.engine.value.Value.Floating;
import dev.sonde.engine.value.Value.Scalar;
import dev.sonde.engine.value.Value.Untyped;
import dev.sonde.engine.value.Value.VoidValue;
import dev.sonde.engine.value.Value.WideInteger;
import dev.sonde.engine.value.Values;
import java.math.BigInteger;
import java.util.Optional;

/** C's conversions (C17 section 6.3), as gdb's casts carry them out. */
final class Conversion {
    private Conversion() {}

    /** Whether values of the type take part in integer arithmetic. */
    static boolean isInteger(Type type) {
        Type plain = type.unqualified();
        return Types.isIntegral(plain);
    }

    static EvaluationException unknownType(Untyped symbol, Span span) {
        return new EvaluationException("'" + symbol.name() + "' has unknown type; cast it to its declared type", span);
    }

    static EvaluationException unavailable(Value.Unavailable value, Span span) {
        return missing(value.reason(), span);
    }

    static EvaluationException missing(Missing reason, Span span) {
        return reason instanceof Missing.Unreadable(long address, long length)
                ? new EvaluationException(reason.sentence(), span, new MemoryFaultException(address, length))
                : new EvaluationException(reason.sentence(), span);
    }

    /** Sees to it that the place of a value is one: that a value of which only the type counts has is as good as any. */
    static void requirePlaced(Value value, Span span) {
        Optional<Missing> missing = switch (value) {
            case Value.Unavailable unavailable -> Optional.of(unavailable.reason());
            case Aggregate aggregate -> aggregate.missing();
            default -> Optional.empty();
        };
        missing.filter(Missing.Unplaced.class::isInstance).ifPresent(reason -> {
            throw missing(reason, span);
        });
    }

    /** Makes a pointer of a function or an array, as C does almost everywhere. */
    static Value decay(Value value, Span span) {
        return switch (value) {
            case Code code -> Scalar.of(Types.pointerTo(code.type()), code.address());
            case Aggregate aggregate
            when aggregate.type().unqualified() instanceof ArrayType array -> {
                requirePlaced(aggregate, span);
                if (!(aggregate.place() instanceof Place.InMemory(long address))) {
                    throw new EvaluationException("Attempt to take address of value not located in memory.", span);
                }
                yield Scalar.of(Types.pointerTo(array.element()), address);
            }
            case Untyped untyped -> throw unknownType(untyped, span);
            case Value.Unavailable unavailable -> throw unavailable(unavailable, span);
            case Scalar _, WideInteger _, Floating _, Aggregate _, VoidValue _, Value.SyntheticPointer _ -> value;
        };
    }

    /** Whether C's {@code if} would take the value for true. */
    static boolean isTrue(Value value, Span span) {
        return switch (value) {
            case Scalar scalar -> scalar.bits() != 0;
            case WideInteger wide -> wide.number().signum() != 0;
            case Floating number -> FloatArithmetic.isTrue(number);
            case Code code -> code.address() != 0;
            case Aggregate number
            when number.type().unqualified() instanceof Type.ComplexType -> ComplexArithmetic.isTrue(number);
            case Aggregate _ -> isTrue(decayed(value, span), span);
            case Untyped untyped -> throw unknownType(untyped, span);
            case Value.Unavailable unavailable -> throw unavailable(unavailable, span);
            case Value.SyntheticPointer _ -> true;
            case VoidValue _ -> false;
        };
    }

    private static Value decayed(Value value, Span span) {
        Value decayed = decay(value, span);
        if (decayed instanceof Aggregate) {
            throw new EvaluationException("Value can't be converted to integer.", span);
        }
        return decayed;
    }

    /** The number of an integer or a pointer. */
    static BigInteger bigInteger(Value value) {
        return switch (value) {
            case Scalar scalar when Values.isSigned(scalar.type()) -> BigInteger.valueOf(scalar.bits());
            case Scalar scalar -> new BigInteger(Long.toUnsignedString(scalar.bits()));
            case WideInteger wide -> wide.number();
            default -> throw new IllegalArgumentException(value.type().name() + " is no integer");
        };
    }

    /** The value as an address. */
    static long address(Value value, Span span) {
        return switch (decay(value, span)) {
            case Scalar scalar -> scalar.bits();
            case WideInteger wide -> wide.number().longValue();
            case Floating number -> FloatArithmetic.toLong(number);
            case Code code -> code.address();
            case Aggregate _, VoidValue _, Untyped _, Value.Unavailable _, Value.SyntheticPointer _ ->
                throw new EvaluationException("Value can't be converted to integer.", span);
        };
    }

    /** A cast; the result lives nowhere. */
    static Value convert(Value value, Type target, Span span) {
        Type plain = target.unqualified();
        if (plain instanceof Type.VoidType) {
            return Values.VOID;
        }
        if (value instanceof Aggregate number
                && number.type().unqualified() instanceof Type.ComplexType
                && (isInteger(plain) || plain instanceof FloatType)) {
            return convert(ComplexArithmetic.real(number), target, span);
        }
        if (value instanceof Aggregate aggregate && !(plain instanceof PointerType)) {
            return convertAggregate(aggregate, target, span);
        }
        if (value instanceof Code && plain instanceof Type.FunctionType) {
            return new Code(target, address(value, span));
        }
        Value source = decay(value, span);
        return switch (plain) {
            case IntegerType _, FlagsType _, EnumType _ -> toInteger(source, target, span);
            case BooleanType _ -> Scalar.of(target, isTrue(source, span) ? 1 : 0);
            case PointerType _ -> {
                if (source instanceof Floating) {
                    throw invalidCast(span);
                }
                yield Scalar.of(target, address(source, span));
            }
            case FloatType type
            when type.format() != FloatFormat.QUAD -> (Floating) Values.retyped(toFloat(source, type, span), target);
            case Type.ComplexType complex
            when source instanceof Floating || isInteger(source.type()) -> {
                byte[] bytes = new byte[(int) complex.size()];
                byte[] real = Values.toBytes(convert(source, complex.part(), span));
                System.arraycopy(real, 0, bytes, 0, real.length);
                yield Values.fromBytes(target, bytes, 0, Place.Nowhere.INSTANCE);
            }
            case FloatType _,
                    Type.ComplexType _,
                    ArrayType _,
                    StructType _,
                    TypedefType _,
                    Type.DecimalType _,
                    Type.ReferenceType _,
                    Type.MemberPointerType _,
                    Type.DynamicArrayType _,
                    Type.VoidType _,
                    Type.FunctionType _,
                    Type.UntypedType _,
                    Type.QualifiedType _ -> throw invalidCast(span);
        };
    }

    private static EvaluationException invalidCast(Span span) {
        return new EvaluationException("Invalid cast.", span);
    }

    private static Value convertAggregate(Aggregate source, Type target, Span span) {
        if (Types.same(source.type(), target)) {
            return Values.at(Values.retyped(source, target), Place.Nowhere.INSTANCE);
        }
        boolean array = source.type().unqualified() instanceof ArrayType;
        if (target.unqualified() instanceof ArrayType && source.type().size() == target.size()) {
            return Values.fromBytes(target, Values.toBytes(source), 0, Place.Nowhere.INSTANCE);
        }
        if (array && (Values.isScalar(target) || isInteger(target))) {
            return convert(decay(source, span), target, span);
        }
        throw invalidCast(span);
    }

    private static Value toInteger(Value source, Type target, Span span) {
        if (source instanceof Scalar scalar && target.size() <= Long.BYTES) {
            return Scalar.of(target, scalar.bits());
        }
        if (source instanceof Floating number) {
            return Values.integer(target, BigInteger.valueOf(FloatArithmetic.toLong(number)));
        }
        if (source instanceof Scalar || source instanceof WideInteger) {
            return Values.integer(target, bigInteger(source));
        }
        throw invalidCast(span);
    }

    private static Floating toFloat(Value source, FloatType target, Span span) {
        return switch (source) {
            case Floating number
            when number.format() == target.format() ->
                new Floating(target, number.format(), number.bits(), number.signExponent(), Place.Nowhere.INSTANCE);
            case Floating number when number.format().isExtended() -> Values.extended(target, number.extended());
            case Floating number -> Values.floating(target, number.toDouble());
            case Scalar scalar when isInteger(scalar.type()) -> FloatArithmetic.of(target, bigInteger(scalar));
            case WideInteger wide -> FloatArithmetic.of(target, wide.number());
            case Scalar _, Code _, Aggregate _, VoidValue _, Untyped _, Value.Unavailable _, Value.SyntheticPointer _ ->
                throw invalidCast(span);
        };
    }
}
