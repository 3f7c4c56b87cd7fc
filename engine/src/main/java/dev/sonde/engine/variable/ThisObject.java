package dev.sonde.engine.variable;

import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.value.Member;
import dev.sonde.engine.value.Method;
import dev.sonde.engine.value.ObjectModel;
import dev.sonde.engine.value.ObjectParts;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import dev.sonde.engine.value.Values;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The object of a member function, whose members are named without it. */
final class ThisObject {
    private static final String THIS = "this";

    private final @Nullable FrameVariables frame;
    private final Optional<Memory> memory;

    ThisObject(@Nullable FrameVariables frame, Optional<Memory> memory) {
        this.frame = frame;
        this.memory = memory;
    }

    /** Its class; empty outside of member functions. */
    Optional<StructType> type() {
        FrameVariables here = frame;
        if (here == null) {
            return Optional.empty();
        }
        return here.find(THIS)
                .map(variable -> variable.type().unqualified())
                .filter(Type.PointerType.class::isInstance)
                .map(type -> ((Type.PointerType) type).target().unqualified())
                .filter(StructType.class::isInstance)
                .map(StructType.class::cast);
    }

    /** What points to it. */
    Optional<Value> pointer() {
        FrameVariables here = frame;
        return here == null || type().isEmpty()
                ? Optional.empty()
                : here.find(THIS).map(here::value);
    }

    /** One of its data members. */
    Optional<Value> member(String name, ObjectModel model) {
        FrameVariables here = frame;
        Optional<StructType> type = type();
        if (here == null || type.isEmpty()) {
            return Optional.empty();
        }
        Optional<ObjectParts.Found> found = ObjectParts.find(type.get(), name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Optional<Member.StaticMember> outside = found.get().member().outside();
        if (outside.isPresent()) {
            return outside.get()
                    .constant()
                    .or(() -> model.staticMember(outside.get().qualifiedName()));
        }
        Value pointer = here.value(here.find(THIS).orElseThrow());
        Value object = switch (pointer) {
            case Value.Scalar(Type at, long address, var _)
            when at.unqualified() instanceof Type.PointerType(Type target) -> Values.load(memory, target, address);
            case Value.SyntheticPointer synthetic -> synthetic.target().get();
            default -> pointer;
        };
        return object instanceof Value.Aggregate whole
                ? Optional.of(ObjectParts.follow(whole, found.get(), memory))
                : Optional.of(object);
    }

    /** One of its methods. */
    Optional<Method> method(String name) {
        return type().flatMap(type -> ObjectParts.methods(type, name).stream().findFirst());
    }
}
