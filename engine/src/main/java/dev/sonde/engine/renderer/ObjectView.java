package dev.sonde.engine.renderer;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.Member;
import dev.sonde.engine.value.ObjectParts;
import dev.sonde.engine.value.Place;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.StructBody;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.TypedefType;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Value.Aggregate;
import dev.sonde.engine.value.Value.Scalar;
import dev.sonde.engine.value.Values;
import java.util.List;
import java.util.Optional;

/**
 * A value of the program as a renderer looks at it. Immutable. Every method throws {@link DebugException} when the value
 * is not of the kind that it asks for, or cannot be read.
 */
public final class ObjectView {
    private final Value value;
    private final ProgramView program;

    /** @param program where names of the program and other renderers are found */
    public ObjectView(Value value, ProgramView program) {
        this.value = value;
        this.program = program;
    }

    /** The value itself. */
    public Value value() {
        return value;
    }

    /** Its type, without qualifiers and behind all typedefs. */
    public Type type() {
        return value.type().unqualified();
    }

    /** The name of its class, with its scopes and template arguments. */
    public String className() {
        return struct().tag();
    }

    /** The part of the class's name before template arguments. */
    public String template() {
        return ClassNames.template(className());
    }

    /** Its class. */
    public StructType struct() {
        if (type() instanceof StructType struct) {
            return struct;
        }
        throw new DebugException("A " + value.type().name() + " is no object of a class");
    }

    private Aggregate object() {
        if (value instanceof Aggregate aggregate) {
            return aggregate;
        }
        throw new DebugException("A " + value.type().name() + " is no object");
    }

    /** A member of the object, or of one of its bases. */
    public ObjectView member(String name) {
        return find(name).orElseThrow(() -> new DebugException(className() + " has no member " + name));
    }

    /** A member of a member, and so on. */
    public ObjectView member(String first, String... more) {
        ObjectView at = member(first);
        for (String name : more) {
            at = at.member(name);
        }
        return at;
    }

    /** As {@link #member(String)}; empty if there is none. */
    public Optional<ObjectView> find(String name) {
        return ObjectParts.find(struct(), name)
                .filter(found -> !found.member().isStatic())
                .map(found -> view(ObjectParts.follow(object(), found, program.memory())));
    }

    /** The members of the object itself that are no static ones. */
    public List<Member> members() {
        return struct().members().stream().filter(member -> !member.isStatic()).toList();
    }

    /** One of the {@link #members()}. */
    public ObjectView member(int index) {
        List<Member> members = members();
        if (index >= members.size()) {
            throw new DebugException(className() + " has no member number " + index);
        }
        return view(Values.member(object(), members.get(index)));
    }

    /** The part of the object that is its base number {@code index}. */
    public ObjectView base(int index) {
        if (index >= struct().bases().size()) {
            throw new DebugException(className() + " has no base number " + index);
        }
        return view(ObjectParts.base(object(), struct().bases().get(index), program.memory()));
    }

    /** The object behind structures that have a single member. */
    public ObjectView unwrapped() {
        ObjectView at = this;
        while (at.type() instanceof StructType struct && !struct.isUnion()) {
            List<Member> sized = at.members().stream()
                    .filter(member -> member.type().size() > 0)
                    .toList();
            if (sized.isEmpty() && struct.bases().size() == 1) {
                at = at.base(0);
                continue;
            }
            if (sized.size() != 1) {
                break;
            }
            at = view(Values.member(at.object(), sized.getFirst()));
        }
        return at;
    }

    /** The bits of an integer, a truth value, an enumeration or a pointer. */
    public long number() {
        if (value instanceof Scalar scalar) {
            return scalar.bits();
        }
        if (value instanceof Value.Unavailable unavailable) {
            throw new DebugException(unavailable.reason().sentence());
        }
        throw new DebugException("A " + value.type().name() + " is no number");
    }

    /** The type that a pointer points to. */
    public Type pointed() {
        if (type() instanceof Type.PointerType(Type target)) {
            return target;
        }
        throw new DebugException("A " + value.type().name() + " is no pointer");
    }

    /** What a pointer points to, of the type that a template's own names for it stand for. */
    public ObjectView target() {
        Type target = pointed();
        boolean named =
                target instanceof TypedefType typedef && typedef.typeName().contains("::element_type");
        return at(named ? ((TypedefType) target).target() : target, number());
    }

    /** Where the object is in memory. */
    public long address() {
        if (value.place() instanceof Place.InMemory(long address)) {
            return address;
        }
        throw new DebugException("The " + value.type().name() + " is not in memory");
    }

    /** Something of another type at some address. */
    public ObjectView at(Type type, long address) {
        return view(Values.load(program.memory(), type, address));
    }

    /** The object as one of another type that starts at the same place. */
    public ObjectView as(Type type) {
        return value.place() instanceof Place.InMemory(long address)
                ? at(type, address)
                : view(Values.part(object(), type, 0));
    }

    /** An element of an array. */
    public ObjectView element(long index) {
        if (!(type() instanceof Type.ArrayType array)) {
            throw new DebugException("A " + value.type().name() + " is no array");
        }
        return view(Values.part(
                object(),
                array.element(),
                Math.toIntExact(index * array.element().size())));
    }

    /** The types among the template's arguments, those of a pack too. */
    public List<Type> arguments() {
        return struct().body().arguments().stream()
                .map(StructBody.TemplateArgument::type)
                .toList();
    }

    /** One of the types among the template's arguments. */
    public Type argument(int index) {
        return argument(type(), index);
    }

    /** The same of any class. */
    public static Type argument(Type type, int index) {
        if (type.unqualified() instanceof StructType struct
                && index < struct.body().arguments().size()) {
            return struct.body().arguments().get(index).type();
        }
        throw new DebugException(type.name() + " has no template argument number " + index);
    }

    /** A type that is named inside of the class. */
    public Optional<Type> nested(String name) {
        return struct().body().typedefs().stream()
                .filter(typedef -> typedef.name().equals(name))
                .map(typedef -> (Type) typedef.type())
                .findFirst();
    }

    /** The address behind {@code address} where something of a type may start. */
    public static long aligned(long address, Type type) {
        long alignment = Types.alignment(type);
        return (address + alignment - 1) / alignment * alignment;
    }

    /** Something at the first place from {@code address} on where a {@code type} may start: the value in a node. */
    public ObjectView behind(long address, Type type) {
        return at(type, aligned(address, type));
    }

    /** Bytes of the program, fewer where memory ends. */
    public byte[] read(long address, int length) {
        return program.memory().map(memory -> memory.readUpTo(address, length)).orElse(new byte[0]);
    }

    /** The word of eight bytes at an address. */
    public long word(long address) {
        Memory memory = program.memory().orElseThrow(() -> new DebugException("There is no memory"));
        return memory.readLong(address);
    }

    /** What the value means. */
    public Optional<Rendering> rendering() {
        return program.renderers().of(value);
    }

    /** The program. */
    public ProgramView program() {
        return program;
    }

    /** Another value of the same program. */
    public ObjectView view(Value other) {
        return new ObjectView(other, program);
    }

    /** A number that the renderer has computed. */
    public static Value number(long bits) {
        return Scalar.of(Types.LONG, bits);
    }

    /** A size that the renderer has computed. */
    public static Value size(long bits) {
        return Scalar.of(Types.UNSIGNED_LONG, bits);
    }

    /** A truth value that the renderer has computed. */
    public static Value truth(boolean value) {
        return Scalar.of(Types.BOOL, value ? 1 : 0);
    }
}
