package dev.sonde.engine.expression;

import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Scalar;
import dev.sonde.engine.value.Value.Untyped;
import java.util.function.Function;

/**
 * The operands of operators, as values.
 *
 * @param evaluate yields the value of a part of the expression
 * @param typesOnly whether values have no meaning but their types
 */
record Operands(Function<Node, Value> evaluate, Storage storage, Calls calls, boolean typesOnly) {
    /** The operand of an arithmetic operator: functions and arrays have become pointers. */
    Value rvalue(Node node) {
        return rvalue(referred(node), node);
    }

    /** The same of an operand that has been evaluated. */
    Value rvalue(Value value, Node node) {
        return value instanceof Scalar ? value : Conversion.decay(calls.inMemory(value, node.span()), node.span());
    }

    /** The value of an operand as it is. */
    Value evaluate(Node node) {
        return evaluate.apply(node);
    }

    /** The value of an operand, or what it refers to. */
    Value referred(Node node) {
        return referred(evaluate(node));
    }

    /** What a reference refers to; another value as it is. */
    Value referred(Value value) {
        if (value instanceof Scalar(Type type, long address, Place _)
                && type.unqualified() instanceof Type.ReferenceType(Type target, boolean _)) {
            return storage.load(target, address);
        }
        if (typesOnly
                && value instanceof Value.Unavailable unavailable
                && unavailable.type().unqualified() instanceof Type.ReferenceType(Type target, boolean _)) {
            return storage.load(target, 0);
        }
        return value;
    }

    /** An operand whose type is known. */
    Value object(Node node) {
        Value value = referred(node);
        if (value instanceof Untyped untyped) {
            throw Conversion.unknownType(untyped, node.span());
        }
        return value;
    }
}
