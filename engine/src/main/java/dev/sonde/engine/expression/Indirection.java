package dev.sonde.engine.expression;

import dev.sonde.engine.value.EnumType;
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
import dev.sonde.engine.value.Values;
import dev.sonde.engine.x86_64.Register;
import java.util.List;
import java.util.Optional;

/** Operators that lead to another place in memory, or to the address of one. */
final class Indirection {
    private final ExpressionContext context;
    private final Operands operands;
    private final Storage storage;
    private final Members members;
    private final ObjectOperators objects;

    Indirection(
            ExpressionContext context, Operands operands, Storage storage, Members members, ObjectOperators objects) {
        this.context = context;
        this.operands = operands;
        this.storage = storage;
        this.members = members;
        this.objects = objects;
    }

    /** {@code *operand}. */
    Value dereference(Node.Dereference node) {
        Value pointer = operands.referred(node.operand());
        if (pointer instanceof Code code) {
            return code;
        }
        if (pointer instanceof Value.SyntheticPointer synthetic) {
            return storage.known(synthetic.target().get());
        }
        if (pointer instanceof Aggregate object && object.type().unqualified() instanceof StructType) {
            Optional<Value> target = objects.meanings().target(objects.meaningful(node.operand()), node.span());
            if (target.isPresent()) {
                return storage.known(target.get());
            }
        }
        Optional<Value> defined = objects.operator("*", pointer, List.of(), node.span());
        if (defined.isPresent()) {
            return defined.get();
        }
        Value decayed = Conversion.decay(pointer, node.operand().span());
        if (decayed instanceof Scalar(Type type, long address, Place _)) {
            if (type.unqualified() instanceof PointerType(Type target)) {
                if (target.unqualified() instanceof Type.VoidType && !operands.typesOnly()) {
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
        Value whole = operands.object(node.array());
        Optional<Long> from = Optional.ofNullable(node.from()).map(this::bound);
        Optional<Long> to = Optional.ofNullable(node.to()).map(this::bound);
        return new RustSlices(context.names())
                .slice(whole, from, node.inclusive() ? to.map(last -> last + 1) : to, node.span());
    }

    private long bound(Node node) {
        return Conversion.address(operands.rvalue(node), node.span());
    }

    /** {@code &operand}. */
    Value addressOf(Node.AddressOf node) {
        // The object need not be readable for its address to be taken.
        Place place;
        Type type;
        switch (node.operand()) {
            case Node.Dereference(Node pointer, Span _) -> {
                Value value = operands.referred(pointer);
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
                place = new Place.InMemory(Conversion.address(operands.evaluate(address), address.span()));
            }
            case Node.Name(String name, Span span)
            when isOfClass(name) -> {
                return members.pointerTo(name, span);
            }
            default -> {
                Value value = operands.referred(node.operand());
                Conversion.requirePlaced(value, node.span());
                type = value.type();
                place = value.place();
            }
        }
        if (operands.typesOnly() && node.operand() instanceof Node.Name && !(place instanceof Place.Nowhere)) {
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

    /** What is at an address: gdb's {@code {type} address}. */
    Value memoryAt(Node.MemoryAt node) {
        long address = Conversion.address(
                operands.evaluate(node.address()), node.address().span());
        return at(node.type(), address, node.span());
    }

    /** {@code array[index]}. */
    Value index(Node.Index node) {
        Value array = operands.referred(node.array());
        if (array instanceof Untyped untyped) {
            throw Conversion.unknownType(untyped, node.array().span());
        }
        if (array instanceof Code) {
            throw notSubscriptable(array, node.span());
        }
        if (array instanceof Aggregate object && object.type().unqualified() instanceof StructType) {
            Optional<Value> element = objects.meanings()
                    .element(objects.meaningful(node.array()), objects.meaningful(node.index()), node.span());
            if (element.isPresent()) {
                return storage.known(element.get());
            }
            Value operand = operands.referred(node.index());
            Optional<Value> defined = objects.operator("[]", array, List.of(operand), node.span());
            if (defined.isPresent()) {
                return defined.get();
            }
        }
        Value index = operands.rvalue(node.index());
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
            if (target.unqualified() instanceof Type.VoidType && !operands.typesOnly()) {
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

    /** Whether a name means a member of every object of a class. */
    private boolean isOfClass(String name) {
        return name.indexOf(':') > 0
                && (context.names().classMember(name).isPresent()
                        || context.names().classMethod(name).isPresent());
    }
}
