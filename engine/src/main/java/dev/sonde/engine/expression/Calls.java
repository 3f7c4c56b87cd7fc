package dev.sonde.engine.expression;

import dev.sonde.engine.call.Argument;
import dev.sonde.engine.call.CallRequest;
import dev.sonde.engine.call.ValueClasses;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.value.Method;
import dev.sonde.engine.value.ObjectParts;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.SymbolKind;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Type.FunctionType;
import dev.sonde.engine.value.Type.ReferenceType;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Aggregate;
import dev.sonde.engine.value.Value.Code;
import dev.sonde.engine.value.Value.Scalar;
import dev.sonde.engine.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries out calls: converts the arguments, goes through vtables, and has the function called. */
final class Calls {
    private static final String MALLOC = "malloc";

    private final ExpressionContext context;
    private final Storage storage;
    private final Members members;
    private final boolean typesOnly;

    Calls(ExpressionContext context, Storage storage, Members members, boolean typesOnly) {
        this.context = context;
        this.storage = storage;
        this.members = members;
        this.typesOnly = typesOnly;
    }

    /**
     * Calls a function with converted arguments.
     *
     * @param function a function, or a pointer to one
     * @param expected the type that the result was cast to, for functions of which none is known
     */
    Value call(Value function, List<Value> arguments, Optional<Type> expected, Span span) {
        Value target = function;
        if (function instanceof Scalar(Type type, long address, Place _)
                && type.unqualified() instanceof Type.PointerType(Type pointed)) {
            target = new Code(pointed, address);
        } else if (function instanceof Scalar number && Conversion.isInteger(number.type()) && expected.isPresent()) {
            target = new Code(new Type.UntypedType(SymbolKind.TEXT), number.bits());
        }
        if (!(target instanceof Code(Type type, long address))) {
            throw new EvaluationException(
                    "The function to be called has no address: it is a "
                            + function.type().name(),
                    span);
        }
        boolean indirect = isIndirect(address);
        if (type.unqualified() instanceof FunctionType known && !indirect) {
            return call(known, address, arguments, span);
        }
        if (type.unqualified() instanceof FunctionType && function instanceof Scalar) {
            // A cast has said what the implementation takes and returns.
            return call((FunctionType) type.unqualified(), resolved(address, span), arguments, span);
        }
        Type result = expected.orElseThrow(() -> new EvaluationException(
                "'" + name(address) + "' has unknown return type; cast the call to its declared return type", span));
        long entry = indirect ? resolved(address, span) : address;
        return call(new FunctionType(result, Optional.empty()), entry, arguments, span);
    }

    private boolean isIndirect(long address) {
        return context.symbols()
                .at(address)
                .filter(symbol -> symbol.address() == address && symbol.kind() == SymbolKind.INDIRECT_TEXT)
                .isPresent();
    }

    /** The implementation that a function chooses ({@code STT_GNU_IFUNC}); its resolver takes nothing on this machine. */
    private long resolved(long address, Span span) {
        if (!isIndirect(address)) {
            return address;
        }
        FunctionType resolver = new FunctionType(Types.VOID_POINTER, Optional.of(List.of()));
        return ((Scalar) call(resolver, address, List.of(), span)).bits();
    }

    private String name(long address) {
        return context.symbols()
                .at(address)
                .filter(symbol -> symbol.address() == address)
                .map(SymbolLookup.Symbol::name)
                .orElse("at 0x" + Long.toHexString(address));
    }

    private Value call(FunctionType type, long address, List<Value> arguments, Span span) {
        List<Type> parameters = type.parameters().orElse(List.of());
        if (arguments.size() < parameters.size()) {
            throw new EvaluationException("Too few arguments in function call.", span);
        }
        if (typesOnly) {
            return ofType(type.result());
        }
        List<Argument> passed = new ArrayList<>();
        List<Value> copies = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Optional<Type> parameter = i < parameters.size() ? Optional.of(parameters.get(i)) : Optional.empty();
            Value value = arguments.get(i);
            Optional<Value> copy = parameter.flatMap(wanted -> copied(value, wanted, span));
            copy.ifPresent(copies::add);
            Argument argument = copy.isPresent() ? Argument.of(pointer(copy.get())) : argument(value, parameter, span);
            passed.add(
                    type.promotes() && !argument.byAddress()
                            ? Argument.of(promoted(argument.value(), span))
                            : argument);
        }
        Value result = request(new CallRequest(name(address), address, passed, type.result()), span);
        copies.forEach(copy -> destroy(copy, span));
        return result;
    }

    private Value request(CallRequest request, Span span) {
        try {
            return context.calls().call(request);
        } catch (EvaluationException e) {
            throw e;
        } catch (DebugException e) {
            throw new EvaluationException(String.valueOf(e.getMessage()), span, e);
        }
    }

    private static Value pointer(Value object) {
        long address = ((Place.InMemory) object.place()).address();
        return Scalar.of(Types.pointerTo(object.type()), address);
    }

    /**
     * The copy that the program's own copy constructor makes of an object; empty for what is passed as it is, and where the
     * program has no such constructor, or the object is a temporary that is of no use to anybody else.
     */
    private Optional<Value> copied(Value value, Type wanted, Span span) {
        if (!(wanted.unqualified() instanceof StructType type)
                || !(value instanceof Aggregate object)
                || !(value.place() instanceof Place.InMemory)
                || !ValueClasses.isPassedByReference(type)) {
            return Optional.empty();
        }
        Optional<Aggregate> part = members.upcast(object, type);
        Optional<ObjectParts.OwnedMethod> constructor = ObjectParts.copyConstructor(type);
        if (part.isEmpty() || constructor.isEmpty()) {
            return Optional.empty();
        }
        Value room = allocated(Values.at(part.get(), Place.Nowhere.INSTANCE), span);
        method(room, constructor.get(), List.of(part.get()), false, span);
        return Optional.of(room);
    }

    private void destroy(Value copy, Span span) {
        StructType type = (StructType) copy.type().unqualified();
        List<ObjectParts.OwnedMethod> destructors = ObjectParts.destructors(type);
        if (destructors.size() == 1) {
            method(copy, destructors.getFirst(), List.of(), false, span);
        }
        context.symbols().find("free").ifPresent(free -> {
            FunctionType function = new FunctionType(Types.VOID, Optional.of(List.of(Types.VOID_POINTER)));
            call(
                    function,
                    free.address(),
                    List.of(Scalar.of(Types.VOID_POINTER, ((Scalar) pointer(copy)).bits())),
                    span);
        });
    }

    /** Some value of a type, for where only types count. */
    private static Value ofType(Type type) {
        Type plain = type.unqualified();
        if (plain instanceof Type.VoidType || plain instanceof FunctionType) {
            return Values.VOID;
        }
        return Values.fromBytes(type, new byte[(int) plain.size()], 0, Place.Nowhere.INSTANCE);
    }

    /** An argument as a parameter wants it; where none is declared, promoted (C17 section 6.5.2.2). */
    private Argument argument(Value value, Optional<Type> parameter, Span span) {
        if (value instanceof Value.Unavailable unavailable) {
            throw Conversion.unavailable(unavailable, span);
        }
        if (parameter.isEmpty()) {
            return Argument.of(promoted(value, span));
        }
        Type wanted = parameter.get();
        if (wanted.unqualified() instanceof ReferenceType(Type target, boolean _)) {
            return reference(value, wanted, target, span);
        }
        Value converted = converted(value, wanted, span);
        boolean byAddress =
                wanted.unqualified() instanceof StructType struct && ValueClasses.isPassedByReference(struct);
        return new Argument(converted, byAddress);
    }

    private Argument reference(Value value, Type reference, Type target, Span span) {
        Value object = value;
        if (value instanceof Aggregate aggregate && target.unqualified() instanceof StructType base) {
            object = members.upcast(aggregate, base).map(part -> (Value) part).orElse(value);
        }
        boolean same = Types.same(object.type(), target)
                || (object.type().unqualified() instanceof FunctionType
                        && target.unqualified() instanceof FunctionType);
        if (same && object.place() instanceof Place.InMemory(long address)) {
            return Argument.of(Scalar.of(reference, address));
        }
        return new Argument(converted(object, target, span), true);
    }

    /** A value as something of another type takes it on, be it a parameter or a result. */
    Value converted(Value value, Type wanted, Span span) {
        Type plain = wanted.unqualified();
        if (value.type().unqualified() instanceof StructType from && !(plain instanceof StructType)) {
            Optional<ObjectParts.OwnedMethod> operator = Overloads.conversionOperator(from, plain);
            if (operator.isPresent()) {
                Value result = method(value, operator.get(), List.of(), true, span);
                return Conversion.convert(result, wanted, span);
            }
        }
        if (value instanceof Aggregate object && plain instanceof StructType base) {
            Optional<Aggregate> part = members.upcast(object, base);
            if (part.isPresent()) {
                return Values.retyped(part.get(), wanted);
            }
        }
        boolean aggregate = plain instanceof StructType || plain instanceof Type.ArrayType;
        Value decayed = aggregate ? value : Conversion.decay(inMemory(value, span), span);
        return members.castPointer(decayed, wanted, span).orElseGet(() -> Conversion.convert(decayed, wanted, span));
    }

    private Value promoted(Value value, Span span) {
        Value decayed = Conversion.decay(inMemory(value, span), span);
        Type type = decayed.type().unqualified();
        if (Types.isIntegral(type) && type.size() < Integer.BYTES) {
            return Conversion.convert(decayed, Types.INT, span);
        }
        if (type instanceof Type.FloatType number && number.size() < Double.BYTES) {
            return Conversion.convert(decayed, Types.DOUBLE, span);
        }
        return decayed;
    }

    /** An array in the memory of the program, where a copy is made of one that is not; another value as it is. */
    Value inMemory(Value value, Span span) {
        boolean array = value.type().unqualified() instanceof Type.ArrayType type && !type.vector();
        return array ? allocated(value, span) : value;
    }

    /**
     * A value in the memory of the program. A copy stays for as long as the program runs, for what gets its address may keep it:
     * as in gdb, the program's own malloc gives the room.
     */
    Value allocated(Value value, Span span) {
        if (value.place() instanceof Place.InMemory || typesOnly) {
            return typesOnly ? Values.at(value, new Place.InMemory(0)) : value;
        }
        if (context.registers().isEmpty()) {
            throw new EvaluationException(
                    "evaluation of this expression requires the target program to be active", span);
        }
        SymbolLookup.Symbol malloc = context.symbols()
                .find(MALLOC)
                .orElseThrow(() -> new EvaluationException(
                        "evaluation of this expression requires the program to have a function \"" + MALLOC + "\".",
                        span));
        FunctionType type = new FunctionType(Types.VOID_POINTER, Optional.of(List.of(Types.UNSIGNED_LONG)));
        byte[] bytes = Values.toBytes(value);
        Value size = Scalar.of(Types.UNSIGNED_LONG, bytes.length);
        long address = ((Scalar) call(type, malloc.address(), List.of(size), span)).bits();
        if (address == 0) {
            throw new EvaluationException(
                    "No memory available to program now: you need at least " + bytes.length + " bytes", span);
        }
        Place place = new Place.InMemory(address);
        storage.store(place, value, span);
        return Values.at(value, place);
    }

    /**
     * Calls a member function.
     *
     * @param object the object, or a pointer to it
     * @param isVirtual whether the object's own class decides which function it is, if it is a virtual one
     */
    Value method(Value object, ObjectParts.OwnedMethod found, List<Value> arguments, boolean isVirtual, Span span) {
        Method method = found.method();
        if (method.isStatic()) {
            return call(new Code(method.type(), address(found, span)), arguments, Optional.empty(), span);
        }
        if (typesOnly) {
            return ofType(method.type().result());
        }
        // Constructors and destructors are declared with parameters that only some of their variants have.
        List<Type> parameters = new ArrayList<>(method.shown());
        parameters.addFirst(Types.pointerTo(found.owner()));
        FunctionType type = new FunctionType(
                method.type().result(), Optional.of(parameters), method.type().variadic());
        Aggregate whole = (Aggregate) allocated(members.object(object, false, span), span);
        Aggregate part = members.upcast(whole, found.owner()).orElse(whole);
        if (!(part.place() instanceof Place.InMemory(long self))) {
            throw new EvaluationException("Attempt to take address of value not located in memory.", span);
        }
        List<Value> all = new ArrayList<>(arguments);
        all.addFirst(Scalar.of(parameters.getFirst(), self));
        long entry = method.isVirtual() && isVirtual && method.vtableSlot() >= 0
                ? virtual(self, method.vtableSlot(), span)
                : address(found, span);
        return call(type, entry, all, span);
    }

    private long virtual(long object, long slot, Span span) {
        long table = pointer(object, span);
        return pointer(table + slot * Long.BYTES, span);
    }

    private long pointer(long address, Span span) {
        Value value = storage.load(Types.UNSIGNED_LONG, address);
        if (value instanceof Value.Unavailable unavailable) {
            throw Conversion.unavailable(unavailable, span);
        }
        return ((Scalar) value).bits();
    }

    private long address(ObjectParts.OwnedMethod found, Span span) {
        return typesOnly ? 0 : ((Code) members.method(found, span)).address();
    }

    /** {@code (object.*pointer)(arguments)}: the function is the class's own or in the vtable (Itanium C++ ABI 2.3). */
    Value byPointer(Value object, Value pointer, List<Value> arguments, Span span) {
        if (!(pointer.type().unqualified() instanceof Type.MemberPointerType(Type target, Type owner))
                || !(target.unqualified() instanceof FunctionType type)) {
            throw new EvaluationException("The right operand is no pointer to a member function", span);
        }
        if (typesOnly) {
            return ofType(type.result());
        }
        byte[] bytes = Values.toBytes(pointer);
        long word = ((Scalar) Values.fromBytes(Types.LONG, bytes, 0, Place.Nowhere.INSTANCE)).bits();
        long adjustment = ((Scalar) Values.fromBytes(Types.LONG, bytes, Long.BYTES, Place.Nowhere.INSTANCE)).bits();
        Aggregate whole = (Aggregate) allocated(members.object(object, false, span), span);
        Aggregate part = members.upcast(whole, (StructType) owner.unqualified()).orElse(whole);
        if (!(part.place() instanceof Place.InMemory(long start))) {
            throw new EvaluationException("Attempt to take address of value not located in memory.", span);
        }
        if (word == 0) {
            throw new EvaluationException("The pointer to a member is null", span);
        }
        long self = start + adjustment;
        long entry = (word & 1) == 0 ? word : pointer(pointer(self, span) + word - 1, span);
        List<Value> all = new ArrayList<>(arguments);
        all.addFirst(Scalar.of(Types.pointerTo(owner), self));
        // The type of the pointer may or may not name this.
        List<Type> parameters = new ArrayList<>(type.parameters().orElse(List.of()));
        if (parameters.size() == arguments.size()) {
            parameters.addFirst(Types.pointerTo(owner));
        }
        return call(new FunctionType(type.result(), Optional.of(parameters), type.variadic()), entry, all, span);
    }
}
