package dev.sonde.engine.expression;

import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Aggregate;
import dev.sonde.engine.value.Value.Untyped;
import dev.sonde.engine.value.Values;
import java.util.Optional;

/** Conversions that are asked for. */
record Casts(Operands operands, Storage storage, Members members, Calls calls, FunctionSelection functions) {
    /** {@code (type) operand}. */
    Value cast(Node.Cast node) {
        Value value = operands.referred(
                node.operand() instanceof Node.Call call
                        ? functions.call(call, Optional.of(node.type()))
                        : operands.evaluate(node.operand()));
        if (value instanceof Untyped untyped) {
            // The cast says what the variable is; the result cannot be assigned to, as in gdb.
            Value loaded = storage.load(node.type(), untyped.address());
            if (loaded instanceof Value.Unavailable unavailable) {
                throw Conversion.unavailable(unavailable, node.operand().span());
            }
            return Values.at(loaded, Place.Nowhere.INSTANCE);
        }
        Optional<Value> related = castObject(value, node);
        if (related.isPresent()) {
            return related.get();
        }
        Value converted = value.type().unqualified() instanceof StructType
                ? calls.converted(value, node.type(), node.span())
                : converted(value, node.type(), node.span());
        boolean same =
                converted.type().size() == value.type().size() && value.type().equals(converted.type());
        return same ? Values.at(converted, value.place()) : converted;
    }

    /** Casts between classes, to references and between equal types; empty for those of numbers and pointers. */
    private Optional<Value> castObject(Value value, Node.Cast node) {
        if (node.type().unqualified() instanceof Type.ReferenceType(Type target, boolean _)
                && value.place() instanceof Place.InMemory(long address)) {
            Optional<Value> base =
                    value instanceof Aggregate object && target.unqualified() instanceof StructType wanted
                            ? members.upcast(object, wanted).map(part -> part)
                            : Optional.empty();
            return base.isPresent() ? base : Optional.of(storage.load(target, address));
        }
        if (value instanceof Aggregate object && node.type().unqualified() instanceof StructType wanted) {
            return members.upcast(object, wanted)
                    .map(part -> Types.same(object.type(), wanted) ? Values.retyped(object, node.type()) : part);
        }
        return Optional.empty();
    }

    /** {@code static_cast<type>(operand)} and the like. */
    Value namedCast(Node.NamedCast node) {
        return switch (node.kind()) {
            case STATIC_CAST, CONST_CAST -> cast(new Node.Cast(node.type(), node.operand(), node.span()));
            case REINTERPRET_CAST -> {
                Value value = operands.referred(node.operand());
                boolean reference = node.type().unqualified() instanceof Type.ReferenceType;
                yield reference
                        ? castObject(value, new Node.Cast(node.type(), node.operand(), node.span()))
                                .orElseThrow(() -> new EvaluationException("Invalid reinterpret_cast", node.span()))
                        : Conversion.convert(value, node.type(), node.span());
            }
            case DYNAMIC_CAST -> members.dynamicCast(operands.referred(node.operand()), node.type(), node.span());
        };
    }

    /** A value as a type has it, where pointers to classes may have to be adjusted. */
    Value converted(Value value, Type type, Span span) {
        return members.castPointer(value, type, span).orElseGet(() -> Conversion.convert(value, type, span));
    }
}
