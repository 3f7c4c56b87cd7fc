package dev.sonde.engine.expression;

import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Type.ArrayType;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Aggregate;
import dev.sonde.engine.value.Value.Code;
import dev.sonde.engine.value.Value.Scalar;
import dev.sonde.engine.value.Value.Untyped;
import dev.sonde.engine.value.Value.VoidValue;
import dev.sonde.engine.value.Values;
import java.util.List;
import java.util.Optional;

/** Operators that change their operand. */
final class Assignments {
    private final ExpressionContext context;
    private final Operands operands;
    private final Storage storage;
    private final Arithmetic arithmetic;
    private final Casts casts;
    private final FunctionSelection functions;

    Assignments(
            ExpressionContext context,
            Operands operands,
            Storage storage,
            Arithmetic arithmetic,
            Casts casts,
            FunctionSelection functions) {
        this.context = context;
        this.operands = operands;
        this.storage = storage;
        this.arithmetic = arithmetic;
        this.casts = casts;
        this.functions = functions;
    }

    /** {@code a = b}. */
    Value assignment(Node.Assignment node) {
        Value target = operands.referred(node.target());
        Value value = operands.referred(node.value());
        boolean copied = Types.same(target.type(), value.type());
        // As in gdb, an object is copied by its bytes; only what no copy can do is asked of the program.
        Optional<Value> defined =
                copied ? Optional.empty() : functions.operator("=", target, List.of(value), node.span());
        return defined.orElseGet(() ->
                assign(target, assigned(value, node.value()), node.target().span()));
    }

    /** The right side of an assignment: as in gdb an array of the program becomes a pointer to its first element. */
    private static Value assigned(Value value, Node node) {
        boolean array = value.type().unqualified() instanceof ArrayType && value.place() instanceof Place.InMemory;
        return array ? Conversion.decay(value, node.span()) : value;
    }

    private Value assign(Value target, Value value, Span span) {
        switch (target) {
            case Untyped untyped -> throw Conversion.unknownType(untyped, span);
            case Code _, Value.SyntheticPointer _ -> throw notAssignable(span);
            case Scalar _, Value.WideInteger _, Value.Floating _, Value.Unavailable _, Aggregate _, VoidValue _ -> {}
        }
        if (value instanceof Value.Unavailable unavailable) {
            throw Conversion.unavailable(unavailable, span);
        }
        return switch (target.place()) {
            case Place.Nowhere _ -> throw notAssignable(span);
            case Place.InVariable(String name, int offset)
            when offset == 0 && isWhole(target, name) -> {
                if (value instanceof Untyped untyped) {
                    throw Conversion.unknownType(untyped, span);
                }
                yield storage.assign(name, value);
            }
            case Place.InMemory _, Place.InRegister _, Place.InVariable _, Place.Pieces _ -> {
                Value converted = casts.converted(value, target.type(), span);
                storage.store(target.place(), converted, span);
                yield Values.at(converted, target.place());
            }
            case Place.Bits(Place _, int _, int size) -> {
                Value converted = Conversion.convert(value, target.type(), span);
                storage.store(target.place(), converted, span);
                yield bits(converted, size, target.place());
            }
        };
    }

    /** What is left of a number in a bit-field. */
    private static Value bits(Value value, int size, Place place) {
        if (!(value instanceof Scalar(Type type, long number, Place _))) {
            return Values.at(value, place);
        }
        int unused = Long.SIZE - size;
        return new Scalar(
                type, Values.isSigned(type) ? number << unused >> unused : number << unused >>> unused, place);
    }

    /** Whether {@code target} is all of a variable, which takes on the type of what is assigned to it. */
    private boolean isWhole(Value target, String name) {
        return target.type().equals(context.variables().value(name).type());
    }

    private static EvaluationException notAssignable(Span span) {
        return new EvaluationException("Left operand of assignment is not an lvalue.", span);
    }

    /** {@code a += b}. */
    Value compound(Node.CompoundAssignment node) {
        Value target = operands.referred(node.target());
        if (target.type().unqualified() instanceof StructType) {
            Value operand = operands.referred(node.value());
            Optional<Value> defined =
                    functions.operator(node.operator().symbol() + "=", target, List.of(operand), node.span());
            if (defined.isPresent()) {
                return defined.get();
            }
        }
        Value left = Conversion.decay(target, node.target().span());
        if (target.place() instanceof Place.Nowhere) {
            throw notAssignable(node.target().span());
        }
        Value result = arithmetic.binary(node.operator(), left, operands.rvalue(node.value()), node.span());
        return assign(target, result, node.target().span());
    }

    /** {@code a++} and the like. */
    Value step(Node.Step node) {
        Value old = operands.referred(node.operand());
        String symbol = node.operator() == BinaryOperator.ADD ? "++" : "--";
        // The number tells the operator behind its operand from the one before it (C++17 section 16.5.7).
        List<Value> marker = node.yieldsOld() ? List.of(Values.FALSE) : List.of();
        Optional<Value> defined = functions.operator(symbol, old, marker, node.span());
        if (defined.isPresent()) {
            return defined.get();
        }
        if (old.place() instanceof Place.Nowhere) {
            throw notAssignable(node.operand().span());
        }
        Value left = Conversion.decay(old, node.operand().span());
        Value result = arithmetic.binary(node.operator(), left, Values.TRUE, node.span());
        Value assigned = assign(old, result, node.operand().span());
        return node.yieldsOld() ? Values.at(old, Place.Nowhere.INSTANCE) : assigned;
    }
}
