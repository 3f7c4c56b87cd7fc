package dev.sonde.engine.expression;

import dev.sonde.engine.value.ObjectParts;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Type.PointerType;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Scalar;
import java.util.List;
import java.util.Optional;

/** Operators whose operands are objects: by what those mean, or by the functions of the program. */
record ObjectOperators(
        ExpressionContext context,
        Operands operands,
        Storage storage,
        Members members,
        Meanings meanings,
        FunctionSelection functions) {
    /** What the program's own operator yields; empty where none is needed. */
    Optional<Value> operator(String symbol, Value first, List<Value> others, Span span) {
        Optional<Value> defined = functions.operator(symbol, first, others, span);
        if (defined.isEmpty()) {
            functions.undefinedOperator(symbol, first, others, span).ifPresent(exception -> {
                throw exception;
            });
        }
        return defined;
    }

    /** A call, which need not be made where the meaning of an object tells the result. */
    Value call(Node.Call node) {
        boolean answerable =
                node.function() instanceof Node.MemberAccess && node.arguments().isEmpty();
        if (answerable && node.function() instanceof Node.MemberAccess access) {
            Value object = meaningful(access.object());
            Value owner =
                    access.arrow() ? meanings.target(object, access.span()).orElse(object) : object;
            Optional<Value> known = meanings.answer(pointed(owner), access.member(), access.span());
            if (known.isPresent()) {
                return known.get();
            }
        }
        return functions.call(node, Optional.empty());
    }

    /** The object behind a pointer to one. */
    private Value pointed(Value value) {
        return value instanceof Scalar(Type type, long address, Place _)
                        && type.unqualified() instanceof PointerType(Type target)
                        && target.unqualified() instanceof StructType
                ? storage.load(target, address)
                : value;
    }

    /** A value whose memory may be needed although only types are asked for: the meaning of an object is in it. */
    Value meaningful(Node node) {
        boolean harmless = operands.typesOnly() && Purity.isPure(node);
        return operands.referred(harmless ? new Evaluator(context).evaluate(node) : operands.evaluate(node));
    }

    /** {@code object.member} and {@code pointer->member}. */
    Value memberAccess(Node.MemberAccess access) {
        Value object = operands.object(access.object());
        if (access.arrow() && object.type().unqualified() instanceof StructType) {
            Optional<Value> target = meanings.target(meaningful(access.object()), access.span());
            if (target.isPresent() && has(pointed(target.get()), access.member())) {
                return members.member(target.get(), access.member(), true, access.span());
            }
            Optional<Value> inner = functions.operator("->", object, List.of(), access.span());
            if (inner.isPresent()) {
                return members.member(operands.referred(inner.get()), access.member(), true, access.span());
            }
        }
        return members.member(object, access.member(), access.arrow(), access.span());
    }

    private static boolean has(Value value, String member) {
        return value.type().unqualified() instanceof StructType struct
                && (ObjectParts.find(struct, member).isPresent()
                        || !ObjectParts.methods(struct, member).isEmpty());
    }
}
