package dev.sonde.engine.expression;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.value.BaseClass;
import dev.sonde.engine.value.Member;
import dev.sonde.engine.value.Method;
import dev.sonde.engine.value.ObjectModel;
import dev.sonde.engine.value.ObjectParts;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Type.FlagsType;
import dev.sonde.engine.value.Type.MemberPointerType;
import dev.sonde.engine.value.Type.PointerType;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Aggregate;
import dev.sonde.engine.value.Value.Scalar;
import dev.sonde.engine.value.Values;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Takes objects apart: members, those of bases, methods, flags; and the conversions between classes. */
final class Members {
    private final ExpressionContext context;
    private final Storage storage;

    Members(ExpressionContext context, Storage storage) {
        this.context = context;
        this.storage = storage;
    }

    /** A member of an object, of what a pointer points to, or a flag. */
    Value member(Value object, String name, boolean arrow, Span span) {
        if (object instanceof Scalar flags && flags.type() instanceof FlagsType(var register)) {
            OptionalLong mask = register.mask(name);
            if (mask.isPresent()) {
                return Scalar.of(Types.BOOL, (flags.bits() & mask.getAsLong()) != 0 ? 1 : 0);
            }
            throw noMember(name, object, span);
        }
        Aggregate whole = object(object, arrow, span);
        StructType type = (StructType) whole.type().unqualified();
        int scope = name.lastIndexOf("::");
        Optional<ObjectParts.Found> found = scope < 0
                ? ObjectParts.find(type, name)
                : ofBase(type, name.substring(0, scope), name.substring(scope + 2));
        if (found.isPresent()) {
            return guarded(() -> member(whole, found.get(), span), span);
        }
        List<Method> methods = ObjectParts.methods(type, name);
        if (methods.size() > 1) {
            throw new EvaluationException(
                    "cannot resolve overloaded method `" + name + "': no arguments supplied", span);
        }
        if (!methods.isEmpty()) {
            return method(methods.getFirst(), span);
        }
        throw noMember(name, object, span);
    }

    private static Optional<ObjectParts.Found> ofBase(StructType type, String base, String name) {
        return ObjectParts.find(type, name)
                .filter(found ->
                        found.owner().tag().equals(base) || found.owner().tag().endsWith("::" + base));
    }

    private Value member(Aggregate whole, ObjectParts.Found found, Span span) {
        Member member = found.member();
        if (member.outside().isPresent()) {
            Member.StaticMember outside = member.outside().get();
            return outside.constant()
                    .or(() -> context.names().objects().staticMember(outside.qualifiedName()))
                    .orElseThrow(() ->
                            new EvaluationException("static field " + member.name() + " has been optimized out", span));
        }
        return storage.known(ObjectParts.follow(whole, found, storage.memory()));
    }

    /** The object that a pointer points to which the compiler has kept nowhere; another value as it is. */
    Value pointed(Value value) {
        return value instanceof Value.SyntheticPointer pointer
                ? storage.known(pointer.target().get())
                : value;
    }

    /** The code of a method, by its symbol or else by its entry in the debugging information. */
    Value method(ObjectParts.OwnedMethod found, Span span) {
        if (symbolOf(found.method()).isEmpty()) {
            String parameters = parameters(found.method().type());
            Optional<Value> described =
                    context
                            .names()
                            .functions(
                                    "::" + found.owner().tag() + "::"
                                            + found.method().name(),
                                    List.of())
                            .stream()
                            .filter(function -> parameters(function.type()).equals(parameters))
                            .map(function -> (Value) function.code())
                            .findFirst();
            if (described.isPresent()) {
                return described.get();
            }
        }
        return method(found.method(), span);
    }

    private static String parameters(Type.FunctionType type) {
        return type.parameters().orElse(List.of()).stream()
                .map(Type::name)
                .toList()
                .toString();
    }

    private Value method(Method method, Span span) {
        SymbolLookup.Symbol symbol = symbolOf(method)
                .orElseThrow(() -> new EvaluationException("Cannot evaluate function -- may be inlined", span));
        return new Value.Code(method.type(), symbol.address());
    }

    /** Compilers declare constructors and destructors by a name that stands for all of their variants (C4, D4). */
    private Optional<SymbolLookup.Symbol> symbolOf(Method method) {
        String name = method.linkageName();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        SymbolLookup symbols = context.symbols();
        return symbols.find(name)
                .or(() -> symbols.find(name.replace("C4E", "C1E").replace("D4E", "D1E")))
                .or(() -> symbols.find(name.replace("C4E", "C2E").replace("D4E", "D2E")));
    }

    private static EvaluationException noMember(String name, Value object, Span span) {
        Type type = object.type().unqualified();
        Type owner = type instanceof Type.PointerType(Type target) ? target.unqualified() : type;
        List<String> near = owner instanceof StructType struct
                ? NearNames.of(name, struct.members().stream().map(Member::name))
                : List.of();
        String suggestion = near.isEmpty() ? "" : "  Did you mean " + String.join(" or ", near) + "?";
        return new EvaluationException("There is no member named " + name + "." + suggestion, span);
    }

    /** The object, or the one that a pointer points to: gdb lets both operators have either. */
    Aggregate object(Value object, boolean arrow, Span span) {
        Value whole = object;
        if (object instanceof Value.SyntheticPointer pointer) {
            whole = pointer.target().get();
        } else if (object instanceof Scalar(Type type, long address, var _)
                && type.unqualified() instanceof PointerType(Type target)
                && target.unqualified() instanceof StructType) {
            whole = storage.load(target, address);
        } else if (object instanceof Value.Unavailable unavailable) {
            throw Conversion.unavailable(unavailable, span);
        }
        if (whole instanceof Aggregate aggregate && aggregate.type().unqualified() instanceof StructType) {
            return aggregate;
        }
        throw new EvaluationException(
                "Attempt to extract a component of a value that is not a structure" + (arrow ? " pointer." : "."),
                span);
    }

    /** {@code &A::b}: which member of every object of a class is meant. */
    Value pointerTo(String name, Span span) {
        Optional<NameScope.ClassMember> data = context.names().classMember(name);
        if (data.isPresent()) {
            Type type =
                    new MemberPointerType(data.get().member().type(), data.get().owner());
            return Scalar.of(type, data.get().member().offset());
        }
        NameScope.ClassMethod found = context.names().classMethod(name).orElseThrow();
        Type type = new MemberPointerType(found.method().type(), found.owner());
        long bits = found.method().isVirtual()
                ? found.method().vtableSlot() * Long.BYTES + 1
                : ((Value.Code) method(found.method(), span)).address();
        byte[] bytes = new byte[2 * Long.BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (bits >>> (i * Byte.SIZE));
        }
        return Values.fromBytes(type, bytes, 0, Place.Nowhere.INSTANCE);
    }

    /** {@code object.*pointer}. */
    Value byPointer(Value object, Value pointer, Span span) {
        Aggregate whole = object(object, false, span);
        if (!(pointer instanceof Scalar(Type type, long offset, var _))
                || !(type.unqualified() instanceof MemberPointerType(Type target, Type owner))) {
            throw new EvaluationException("The right operand is no pointer to a data member", span);
        }
        if (offset == -1) {
            throw new EvaluationException("The pointer to a member is null", span);
        }
        StructType base = (StructType) owner.unqualified();
        Aggregate part = guarded(() -> upcast(whole, base), span)
                .orElseThrow(() -> new EvaluationException(
                        "An object of type " + whole.type().name() + " has no member that a " + type.name()
                                + " points to",
                        span));
        return storage.known(Values.part(part, target, (int) offset));
    }

    /** The base of this class in an object; the object itself if it is of it; empty if it has none. */
    Optional<Aggregate> upcast(Aggregate object, StructType base) {
        if (Types.same(object.type(), base)) {
            return Optional.of(object);
        }
        if (!(object.type().unqualified() instanceof StructType derived)) {
            return Optional.empty();
        }
        return ObjectParts.pathToBase(derived, base).map(path -> {
            Aggregate at = object;
            for (BaseClass step : path) {
                at = (Aggregate) ObjectParts.base(at, step, storage.memory());
            }
            return at;
        });
    }

    /** A cast between pointers to classes of which one is a base of the other; empty for others. */
    Optional<Value> castPointer(Value value, Type target, Span span) {
        if (!(value instanceof Scalar(Type from, long address, var _))
                || !(from.unqualified() instanceof PointerType(Type source))
                || !(target.unqualified() instanceof PointerType(Type wanted))
                || !(source.unqualified() instanceof StructType one)
                || !(wanted.unqualified() instanceof StructType other)
                || address == 0
                || Types.same(one, other)) {
            return Optional.empty();
        }
        Optional<Aggregate> up = guarded(
                () -> storage.load(one, address) instanceof Aggregate whole ? upcast(whole, other) : Optional.empty(),
                span);
        if (up.isPresent() && up.get().place() instanceof Place.InMemory(long base)) {
            return Optional.of(Scalar.of(target, base));
        }
        Optional<List<BaseClass>> down = ObjectParts.pathToBase(other, one);
        if (down.isPresent() && down.get().stream().noneMatch(BaseClass::isVirtual)) {
            long offset = down.get().stream().mapToLong(BaseClass::offset).sum();
            return Optional.of(Scalar.of(target, address - offset));
        }
        return Optional.empty();
    }

    /**
     * A cast that asks the object itself what it is: to a pointer to void, of all of it; to another class, of the part of this
     * class, or null if it has none.
     */
    Value dynamicCast(Value value, Type target, Span span) {
        boolean reference = target.unqualified() instanceof Type.ReferenceType;
        Type wanted = switch (target.unqualified()) {
            case PointerType(Type pointed) -> pointed;
            case Type.ReferenceType(Type referred, boolean _) -> referred;
            default ->
                throw new EvaluationException("Argument to dynamic_cast must be a pointer or reference type", span);
        };
        if (!reference && value instanceof Scalar scalar && scalar.bits() == 0) {
            return Scalar.of(target, 0);
        }
        Aggregate object = object(value, false, span);
        if (!(object.place() instanceof Place.InMemory(long address))) {
            throw new EvaluationException("Attempt to take address of value not located in memory.", span);
        }
        ObjectModel.DynamicObject whole = context.names()
                .objects()
                .dynamicObject(object.type(), address)
                .orElseThrow(() -> new EvaluationException(
                        "Argument to dynamic_cast does not have a class type with virtual functions", span));
        if (wanted.unqualified() instanceof Type.VoidType) {
            return Scalar.of(target, whole.address());
        }
        Optional<Aggregate> part = wanted.unqualified() instanceof StructType struct
                        && storage.load(whole.type(), whole.address()) instanceof Aggregate all
                ? guarded(() -> upcast(all, struct), span)
                : Optional.empty();
        if (part.isPresent() && part.get().place() instanceof Place.InMemory(long found)) {
            return reference ? part.get() : Scalar.of(target, found);
        }
        if (reference) {
            throw new EvaluationException("dynamic_cast failed", span);
        }
        return Scalar.of(target, 0);
    }

    private <T> T guarded(Supplier<T> source, Span span) {
        try {
            return source.get();
        } catch (EvaluationException e) {
            throw e;
        } catch (DebugException e) {
            throw new EvaluationException(String.valueOf(e.getMessage()), span, e);
        }
    }
}
