package dev.sonde.engine.expression;

import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Type.UntypedType;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Code;
import dev.sonde.engine.value.Value.Scalar;
import dev.sonde.engine.value.Value.Untyped;
import dev.sonde.engine.value.Values;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks the tree of an expression once. */
final class Evaluator {
    private final ExpressionContext context;
    private final Storage storage;
    private final Arithmetic arithmetic;
    private final Members members;
    private final Calls calls;
    private final Operands operands;
    private final Casts casts;
    private final Assignments assignments;
    private final ObjectOperators objects;
    private final Indirection indirection;
    private final boolean typesOnly;

    Evaluator(ExpressionContext context) {
        this(context, false);
    }

    private Evaluator(ExpressionContext context, boolean typesOnly) {
        this.context = context;
        this.storage = new Storage(context, typesOnly);
        this.arithmetic =
                new Arithmetic(context::warn, typesOnly, () -> context.names().language());
        this.members = new Members(context, storage);
        this.calls = new Calls(context, storage, members, typesOnly);
        this.operands = new Operands(this::evaluate, storage, calls, typesOnly);
        FunctionSelection functions = new FunctionSelection(context, members, calls, operands::referred);
        this.casts = new Casts(operands, storage, members, calls, functions);
        this.assignments = new Assignments(context, operands, storage, arithmetic, casts, functions);
        this.objects = new ObjectOperators(context, operands, storage, members, new Meanings(context), functions);
        this.indirection = new Indirection(context, operands, storage, members, objects);
        this.typesOnly = typesOnly;
    }

    /** One whose values have the right types and no meaning: nothing is read from memory, and nothing is changed. */
    static Evaluator ofTypes(ExpressionContext context) {
        return new Evaluator(context, true);
    }

    boolean isTrue(Node node) {
        return Conversion.isTrue(evaluate(node), node.span());
    }

    /** The value as a variable of this type would take it on. */
    Value evaluateAs(Node node, Type type) {
        return calls.converted(operands.referred(node), type, node.span());
    }

    Value evaluate(Node node) {
        return switch (node) {
            case Node.Constant constant -> constant.value();
            case Node.Name name -> symbol(name);
            case Node.DollarName dollar -> storage.dollar(dollar.name(), dollar.span());
            case Node.HistoryValue history -> storage.history(history.number(), history.span());
            case Node.RecentValue recent -> storage.recent(recent.back(), recent.span());
            case Node.Unary unary -> unary(unary);
            case Node.Binary binary -> binary(binary);
            case Node.Logical logical ->
                arithmetic.truth(
                        logical.and()
                                ? isTrue(logical.left()) && isTrue(logical.right())
                                : isTrue(logical.left()) || isTrue(logical.right()));
            case Node.Conditional conditional ->
                evaluate(isTrue(conditional.condition()) ? conditional.yes() : conditional.no());
            case Node.Comma comma -> {
                evaluate(comma.left());
                yield evaluate(comma.right());
            }
            case Node.Assignment assignment -> assignments.assignment(assignment);
            case Node.CompoundAssignment compound -> assignments.compound(compound);
            case Node.Step step -> assignments.step(step);
            case Node.Dereference dereference -> indirection.dereference(dereference);
            case Node.AddressOf addressOf -> indirection.addressOf(addressOf);
            case Node.Cast cast -> casts.cast(cast);
            case Node.NamedCast cast -> casts.namedCast(cast);
            case Node.TypeOf typeOf -> typeOf(typeOf);
            case Node.MemoryAt at -> indirection.memoryAt(at);
            case Node.SizeOf sizeOf -> sizeOf(sizeOf);
            case Node.Repeat repeat -> repeat(repeat);
            case Node.Index index -> indirection.index(index);
            case Node.Slice slice ->
                throw new EvaluationException("Can't take slice of array without '&'", slice.span());
            case Node.MemberAccess access -> objects.memberAccess(access);
            case Node.MemberPointerAccess access ->
                members.byPointer(operands.object(access.object()), operands.rvalue(access.pointer()), access.span());
            case Node.Call call -> objects.call(call);
            case Node.ArrayLiteral literal -> array(literal);
        };
    }

    private Value unary(Node.Unary node) {
        Value operand = operands.referred(node.operand());
        return objects.operator(node.operator().symbol(), operand, List.of(), node.span())
                .orElseGet(
                        () -> arithmetic.unary(node.operator(), operands.rvalue(operand, node.operand()), node.span()));
    }

    private Value binary(Node.Binary node) {
        Value left = operands.referred(node.left());
        Value right = operands.referred(node.right());
        return objects.operator(node.operator().symbol(), left, List.of(right), node.span())
                .orElseGet(() -> arithmetic.binary(
                        node.operator(),
                        operands.rvalue(left, node.left()),
                        operands.rvalue(right, node.right()),
                        node.span()));
    }

    private Value symbol(Node.Name name) {
        boolean isVirtual = name.name().indexOf(':') > 0
                && context.names()
                        .classMethod(name.name())
                        .filter(found -> found.method().isVirtual())
                        .isPresent();
        if (isVirtual) {
            String method = name.name().substring(name.name().lastIndexOf(':') + 1);
            throw new EvaluationException("Cannot reference virtual member function \"" + method + "\"", name.span());
        }
        Optional<Value> known = storage.named(name.name(), name.span());
        if (known.isPresent()) {
            return known.get();
        }
        if (context.names().classMember(name.name()).isPresent()) {
            String member = name.name().substring(name.name().lastIndexOf(':') + 1);
            throw new EvaluationException("Cannot reference non-static field \"" + member + "\"", name.span());
        }
        SymbolLookup.Symbol symbol = storage.symbol(name.name(), name.span());
        UntypedType type = new UntypedType(symbol.kind());
        return symbol.kind().isText()
                ? new Code(type, symbol.address())
                : new Untyped(type, symbol.name(), symbol.address());
    }

    private Value typeOf(Node.TypeOf node) {
        if (!typesOnly) {
            throw new EvaluationException("Attempt to use a type as an expression", node.span());
        }
        return operands.referred(node.operand());
    }

    private Value sizeOf(Node.SizeOf node) {
        Value value = operands.referred(ofTypes(context).evaluate(node.operand()));
        if (value instanceof Untyped untyped) {
            throw Conversion.unknownType(untyped, node.operand().span());
        }
        return Scalar.of(Types.UNSIGNED_LONG, Math.max(value.type().size(), 1));
    }

    private Value repeat(Node.Repeat node) {
        Value first = operands.referred(node.first());
        Value number = operands.rvalue(node.count());
        if (!Conversion.isInteger(number.type())) {
            throw new EvaluationException(
                    "Non-integral right operand for \"@\" operator.",
                    node.count().span());
        }
        long count = Conversion.address(number, node.count().span());
        if (first instanceof Untyped untyped) {
            throw Conversion.unknownType(untyped, node.first().span());
        }
        if (!(first.place() instanceof Place.InMemory(long address)) || first instanceof Code) {
            throw new EvaluationException("Only values in memory can be extended with '@'.", node.span());
        }
        if (count <= 0 || count > Integer.MAX_VALUE) {
            throw new EvaluationException(
                    "Invalid number " + (int) count + " of repetitions.",
                    node.count().span());
        }
        return storage.load(Types.arrayOf(first.type(), count), address);
    }

    private Value array(Node.ArrayLiteral node) {
        List<Value> elements = new ArrayList<>();
        for (Node element : node.elements()) {
            elements.add(operands.rvalue(element));
        }
        Type type = elements.getFirst().type();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Value element : elements) {
            if (element.type().size() != type.size()) {
                throw new EvaluationException("array elements must all be the same size", node.span());
            }
            bytes.writeBytes(Values.toBytes(element));
        }
        return Values.aggregate(Types.arrayOf(type, elements.size()), bytes.toByteArray(), Place.Nowhere.INSTANCE);
    }
}
