package dev.sonde.engine.expression;

import dev.sonde.engine.value.EnumType;
import dev.sonde.engine.value.ObjectParts;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Type.ArrayType;
import dev.sonde.engine.value.Type.FunctionType;
import dev.sonde.engine.value.Type.PointerType;
import dev.sonde.engine.value.Type.UntypedType;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Aggregate;
import dev.sonde.engine.value.Value.Code;
import dev.sonde.engine.value.Value.Scalar;
import dev.sonde.engine.value.Value.Untyped;
import dev.sonde.engine.value.Value.VoidValue;
import dev.sonde.engine.value.Values;
import dev.sonde.engine.x86_64.Register;
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
    private final Meanings meanings;
    private final Calls calls;
    private final FunctionSelection functions;
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
        this.meanings = new Meanings(context);
        this.calls = new Calls(context, storage, members, typesOnly);
        this.functions = new FunctionSelection(context, members, calls, node -> referred(evaluate(node)));
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
        return calls.converted(referred(evaluate(node)), type, node.span());
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
            case Node.Assignment assignment -> assignment(assignment);
            case Node.CompoundAssignment compound -> compound(compound);
            case Node.Step step -> step(step);
            case Node.Dereference dereference -> dereference(dereference);
            case Node.AddressOf addressOf -> addressOf(addressOf);
            case Node.Cast cast -> cast(cast);
            case Node.NamedCast cast -> namedCast(cast);
            case Node.TypeOf typeOf -> typeOf(typeOf);
            case Node.MemoryAt at -> memoryAt(at);
            case Node.SizeOf sizeOf -> sizeOf(sizeOf);
            case Node.Repeat repeat -> repeat(repeat);
            case Node.Index index -> index(index);
            case Node.Slice slice ->
                throw new EvaluationException("Can't take slice of array without '&'", slice.span());
            case Node.MemberAccess access -> memberAccess(access);
            case Node.MemberPointerAccess access ->
                members.byPointer(object(access.object()), rvalue(access.pointer()), access.span());
            case Node.Call call -> call(call);
            case Node.ArrayLiteral literal -> array(literal);
        };
    }

    private Value unary(Node.Unary node) {
        Value operand = referred(evaluate(node.operand()));
        return defined(node.operator().symbol(), operand, List.of(), node.span())
                .orElseGet(() -> arithmetic.unary(node.operator(), rvalue(operand, node.operand()), node.span()));
    }

    private Value binary(Node.Binary node) {
        Value left = referred(evaluate(node.left()));
        Value right = referred(evaluate(node.right()));
        return defined(node.operator().symbol(), left, List.of(right), node.span())
                .orElseGet(() -> arithmetic.binary(
                        node.operator(), rvalue(left, node.left()), rvalue(right, node.right()), node.span()));
    }

    /** What the program's own operator yields; empty where none is needed. */
    private Optional<Value> defined(String symbol, Value first, List<Value> others, Span span) {
        Optional<Value> defined = functions.operator(symbol, first, others, span);
        if (defined.isEmpty()) {
            functions.undefinedOperator(symbol, first, others, span).ifPresent(exception -> {
                throw exception;
            });
        }
        return defined;
    }

    private Value assignment(Node.Assignment node) {
        Value target = referred(evaluate(node.target()));
        Value value = referred(evaluate(node.value()));
        boolean copied = Types.same(target.type(), value.type());
        // As in gdb, an object is copied by its bytes; only what no copy can do is asked of the program.
        Optional<Value> defined =
                copied ? Optional.empty() : functions.operator("=", target, List.of(value), node.span());
        return defined.orElseGet(() ->
                assign(target, assigned(value, node.value()), node.target().span()));
    }

    /** The operand of an arithmetic operator: functions and arrays have become pointers. */
    private Value rvalue(Node node) {
        return rvalue(referred(evaluate(node)), node);
    }

    private Value rvalue(Value value, Node node) {
        return value instanceof Scalar ? value : Conversion.decay(calls.inMemory(value, node.span()), node.span());
    }

    /** What a reference refers to; another value as it is. */
    private Value referred(Value value) {
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

    private Value object(Node node) {
        Value value = referred(evaluate(node));
        if (value instanceof Untyped untyped) {
            throw Conversion.unknownType(untyped, node.span());
        }
        return value;
    }

    /** Whether a name means a member of every object of a class. */
    private boolean isOfClass(String name) {
        return name.indexOf(':') > 0
                && (context.names().classMember(name).isPresent()
                        || context.names().classMethod(name).isPresent());
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
                Value converted = converted(value, target.type(), span);
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

    /** A value as a type has it, where pointers to classes may have to be adjusted. */
    private Value converted(Value value, Type type, Span span) {
        return members.castPointer(value, type, span).orElseGet(() -> Conversion.convert(value, type, span));
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

    private Value compound(Node.CompoundAssignment node) {
        Value target = referred(evaluate(node.target()));
        if (target.type().unqualified() instanceof StructType) {
            Value operand = referred(evaluate(node.value()));
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
        Value result = arithmetic.binary(node.operator(), left, rvalue(node.value()), node.span());
        return assign(target, result, node.target().span());
    }

    private Value step(Node.Step node) {
        Value old = referred(evaluate(node.operand()));
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

    private Value dereference(Node.Dereference node) {
        Value pointer = referred(evaluate(node.operand()));
        if (pointer instanceof Code code) {
            return code;
        }
        if (pointer instanceof Value.SyntheticPointer synthetic) {
            return storage.known(synthetic.target().get());
        }
        if (pointer instanceof Aggregate object && object.type().unqualified() instanceof StructType) {
            Optional<Value> target = meanings.target(meaningful(node.operand()), node.span());
            if (target.isPresent()) {
                return storage.known(target.get());
            }
        }
        Optional<Value> defined = defined("*", pointer, List.of(), node.span());
        if (defined.isPresent()) {
            return defined.get();
        }
        Value decayed = Conversion.decay(pointer, node.operand().span());
        if (decayed instanceof Scalar(Type type, long address, Place _)) {
            if (type.unqualified() instanceof PointerType(Type target)) {
                if (target.unqualified() instanceof Type.VoidType && !typesOnly) {
                    throw new EvaluationException("Attempt to dereference a generic pointer.", node.span());
                }
                return at(target, address, node.span());
            }
            // gdb lets an integer be an address, of an int.
            if (type.unqualified() instanceof Type.IntegerType) {
                return at(Types.INT, address, node.span());
            }
        }
        throw new EvaluationException("Attempt to take contents of a non-pointer value.", node.span());
    }

    /** What a pointer points to. */
    private Value at(Type type, long address, Span span) {
        return switch (type.unqualified()) {
            case FunctionType _ -> new Code(type, address);
            case UntypedType untyped when untyped.kind().isText() -> new Code(type, address);
            case UntypedType untyped -> {
                String name = context.symbols()
                        .at(address)
                        .map(SymbolLookup.Symbol::name)
                        .orElse("");
                throw Conversion.unknownType(new Untyped(untyped, name, address), span);
            }
            case Type.VoidType _ -> Values.VOID;
            default -> storage.load(type, address);
        };
    }

    private Value slice(Node.Slice node) {
        Value whole = object(node.array());
        Optional<Long> from = Optional.ofNullable(node.from()).map(this::bound);
        Optional<Long> to = Optional.ofNullable(node.to()).map(this::bound);
        return new RustSlices(context.names())
                .slice(whole, from, node.inclusive() ? to.map(last -> last + 1) : to, node.span());
    }

    private long bound(Node node) {
        return Conversion.address(rvalue(node), node.span());
    }

    private Value addressOf(Node.AddressOf node) {
        // The object need not be readable for its address to be taken.
        Place place;
        Type type;
        switch (node.operand()) {
            case Node.Dereference(Node pointer, Span _) -> {
                Value value = referred(evaluate(pointer));
                Value decayed = Conversion.decay(value, pointer.span());
                Type operand = decayed.type().unqualified();
                if (operand instanceof PointerType || operand instanceof Type.IntegerType) {
                    return Values.at(decayed, Place.Nowhere.INSTANCE);
                }
                type = Types.INT;
                place = new Place.InMemory(Conversion.address(decayed, pointer.span()));
            }
            case Node.Slice slice -> {
                return slice(slice);
            }
            case Node.MemoryAt(Type target, Node address, Span _) -> {
                type = target;
                place = new Place.InMemory(Conversion.address(evaluate(address), address.span()));
            }
            case Node.Name(String name, Span span)
            when isOfClass(name) -> {
                return members.pointerTo(name, span);
            }
            default -> {
                Value value = referred(evaluate(node.operand()));
                Conversion.requirePlaced(value, node.span());
                type = value.type();
                place = value.place();
            }
        }
        if (typesOnly && node.operand() instanceof Node.Name && !(place instanceof Place.Nowhere)) {
            return Scalar.of(Types.pointerTo(type), 0);
        }
        if (place instanceof Place.InRegister(Register register, int _) && node.operand() instanceof Node.Name name) {
            throw new EvaluationException(
                    "Address requested for identifier \"" + name.name() + "\" which is in register $" + register.name(),
                    node.span());
        }
        if (!(place instanceof Place.InMemory(long address))) {
            throw new EvaluationException("Attempt to take address of value not located in memory.", node.span());
        }
        return Scalar.of(Types.pointerTo(type), address);
    }

    private Value cast(Node.Cast node) {
        Value value = referred(
                node.operand() instanceof Node.Call call
                        ? functions.call(call, Optional.of(node.type()))
                        : evaluate(node.operand()));
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

    private Value namedCast(Node.NamedCast node) {
        return switch (node.kind()) {
            case STATIC_CAST, CONST_CAST -> cast(new Node.Cast(node.type(), node.operand(), node.span()));
            case REINTERPRET_CAST -> {
                Value value = referred(evaluate(node.operand()));
                boolean reference = node.type().unqualified() instanceof Type.ReferenceType;
                yield reference
                        ? castObject(value, new Node.Cast(node.type(), node.operand(), node.span()))
                                .orElseThrow(() -> new EvaluationException("Invalid reinterpret_cast", node.span()))
                        : Conversion.convert(value, node.type(), node.span());
            }
            case DYNAMIC_CAST -> members.dynamicCast(referred(evaluate(node.operand())), node.type(), node.span());
        };
    }

    private Value typeOf(Node.TypeOf node) {
        if (!typesOnly) {
            throw new EvaluationException("Attempt to use a type as an expression", node.span());
        }
        return referred(evaluate(node.operand()));
    }

    private Value memoryAt(Node.MemoryAt node) {
        long address =
                Conversion.address(evaluate(node.address()), node.address().span());
        return at(node.type(), address, node.span());
    }

    private Value sizeOf(Node.SizeOf node) {
        Value value = referred(ofTypes(context).evaluate(node.operand()));
        if (value instanceof Untyped untyped) {
            throw Conversion.unknownType(untyped, node.operand().span());
        }
        return Scalar.of(Types.UNSIGNED_LONG, Math.max(value.type().size(), 1));
    }

    private Value repeat(Node.Repeat node) {
        Value first = referred(evaluate(node.first()));
        Value number = rvalue(node.count());
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

    private Value index(Node.Index node) {
        Value array = referred(evaluate(node.array()));
        if (array instanceof Untyped untyped) {
            throw Conversion.unknownType(untyped, node.array().span());
        }
        if (array instanceof Code) {
            throw notSubscriptable(array, node.span());
        }
        if (array instanceof Aggregate object && object.type().unqualified() instanceof StructType) {
            Optional<Value> element = meanings.element(meaningful(node.array()), meaningful(node.index()), node.span());
            if (element.isPresent()) {
                return storage.known(element.get());
            }
            Value operand = referred(evaluate(node.index()));
            Optional<Value> defined = defined("[]", array, List.of(operand), node.span());
            if (defined.isPresent()) {
                return defined.get();
            }
        }
        Value index = rvalue(node.index());
        if (!Conversion.isInteger(index.type())) {
            throw new EvaluationException("Argument to arithmetic operation not a number or boolean.", node.span());
        }
        long number = Conversion.address(index, node.index().span());
        if (array instanceof Aggregate whole && whole.type().unqualified() instanceof ArrayType type) {
            long position = number - type.lower();
            boolean small = whole.type().size() <= Integer.MAX_VALUE;
            if (position >= 0 && position < type.count() && small) {
                return storage.known(Values.part(
                        whole, type.element(), (int) (position * type.element().size())));
            }
            if (!(whole.place() instanceof Place.InMemory)) {
                throw new EvaluationException("no such vector element", node.span());
            }
        }
        Value pointer = Conversion.decay(array, node.array().span());
        if (pointer instanceof Scalar(Type type, long address, Place _)
                && type.unqualified() instanceof PointerType(Type target)) {
            if (target.unqualified() instanceof Type.VoidType && !typesOnly) {
                throw new EvaluationException("Attempt to dereference a generic pointer.", node.span());
            }
            return at(target, address + number * Arithmetic.step(target), node.span());
        }
        throw notSubscriptable(array, node.span());
    }

    private static EvaluationException notSubscriptable(Value array, Span span) {
        String name = tag(array.type().unqualified());
        return new EvaluationException(
                name.isEmpty()
                        ? "cannot subscript requested type"
                        : "cannot subscript something of type `" + name + "'",
                span);
    }

    /** gdb names a type by its tag here; empty for one that has no name of its own. */
    private static String tag(Type type) {
        return switch (type) {
            case StructType struct -> struct.tag();
            case EnumType enumeration -> enumeration.tag();
            case Type.MemberPointerType _, FunctionType _ -> "";
            default -> type.name();
        };
    }

    private Value call(Node.Call node) {
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
    private Value meaningful(Node node) {
        boolean harmless = typesOnly && Purity.isPure(node);
        return referred(harmless ? new Evaluator(context).evaluate(node) : evaluate(node));
    }

    private Value memberAccess(Node.MemberAccess access) {
        Value object = object(access.object());
        if (access.arrow() && object.type().unqualified() instanceof StructType) {
            Optional<Value> target = meanings.target(meaningful(access.object()), access.span());
            if (target.isPresent() && has(pointed(target.get()), access.member())) {
                return members.member(target.get(), access.member(), true, access.span());
            }
            Optional<Value> inner = functions.operator("->", object, List.of(), access.span());
            if (inner.isPresent()) {
                return members.member(referred(inner.get()), access.member(), true, access.span());
            }
        }
        return members.member(object, access.member(), access.arrow(), access.span());
    }

    private static boolean has(Value value, String member) {
        return value.type().unqualified() instanceof StructType struct
                && (ObjectParts.find(struct, member).isPresent()
                        || !ObjectParts.methods(struct, member).isEmpty());
    }

    private Value array(Node.ArrayLiteral node) {
        List<Value> elements = new ArrayList<>();
        for (Node element : node.elements()) {
            elements.add(rvalue(element));
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
