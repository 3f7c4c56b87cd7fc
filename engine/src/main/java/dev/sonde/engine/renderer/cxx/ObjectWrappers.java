package dev.sonde.engine.renderer.cxx;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.renderer.Contained;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Child;
import dev.sonde.engine.value.Rendering.Layout;
import dev.sonde.engine.value.Rendering.Part;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Classes around one object or a few.
 *
 * @param naming of the library whose classes they are
 */
public record ObjectWrappers(Naming naming) {
    /** A {@code std::pair}. */
    public Rendering pair(ObjectView pair) {
        Value first = pair.member("first").value();
        Value second = pair.member("second").value();
        return Rendering.nothing()
                .children(
                        Layout.NAMED,
                        () -> List.of(new Child("first", first), new Child("second", second))
                                .iterator());
    }

    /** A {@code std::stack}, {@code std::queue} or {@code std::priority_queue}. */
    public Rendering adaptor(ObjectView adaptor) {
        Rendering inner = adaptor.member("c")
                .rendering()
                .orElseThrow(() -> new DebugException("The container inside is unknown"));
        return inner.summary(new Part.Text(naming.of(adaptor) + " wrapping: "), new Part.Summary(inner));
    }

    /** A {@code std::tuple}; its elements are empty if it has none. */
    public Rendering tuple(ObjectView tuple, Optional<Supplier<List<ObjectView>>> elements) {
        String name = naming.of(tuple);
        if (elements.isEmpty()) {
            return Rendering.text("empty " + name);
        }
        return Rendering.text(name + " containing").children(Layout.NAMED, () -> {
            List<Child> children = new ArrayList<>();
            for (ObjectView element : elements.get().get()) {
                children.add(new Child("[" + (children.size() + 1) + "]", element.value()));
            }
            return children.iterator();
        });
    }

    /** A {@code std::optional}. */
    public Rendering optional(ObjectView optional, boolean engaged, Supplier<ObjectView> value) {
        String name = naming.of(optional, List.of(optional.argument(0)));
        Rendering meaning = engaged ? Contained.of(name, name, value.get(), Layout.NAMED) : Contained.nothing(name);
        return meaning.answers("has_value", () -> ObjectView.truth(engaged));
    }

    /**
     * A {@code std::variant}.
     *
     * @param which the number of its alternative
     * @param storage where each alternative begins
     */
    public Rendering variant(ObjectView variant, ObjectView which, ObjectView storage) {
        List<Type> alternatives = variant.arguments();
        String name = naming.of(variant, alternatives);
        long index = which.number();
        boolean valid = index >= 0 && index < alternatives.size();
        String chosen = name + " [index " + index + "]";
        Rendering meaning = valid
                ? Contained.of(chosen, chosen, storage.as(alternatives.get((int) index)), Layout.ARRAY)
                : Contained.nothing(name);
        return meaning.answers("index", which::value);
    }

    /** A {@code std::any} that holds a value. */
    public Rendering any(ObjectView any, ObjectView value) {
        String type = naming.type().apply(value.value().type());
        return Contained.of(naming.of(any), naming.of(any) + " containing " + type, value, Layout.NAMED);
    }

    /** A {@code std::any} that holds nothing. */
    public Rendering emptyAny(ObjectView any) {
        return Contained.nothing(naming.of(any));
    }

    /** The type of what a {@code std::any} holds, by the name in one of its functions. */
    public static Type heldType(ObjectView any, String name) {
        return any.program()
                .type(name)
                .orElseThrow(() -> new DebugException("No type \"" + name + "\" in current context."));
    }

    /** A {@code std::atomic}. */
    public Rendering atomic(ObjectView atomic, ObjectView value) {
        return Rendering.of(
                        new Part.Text(
                                naming.of(atomic) + "<" + atomic.argument(0).name() + "> = { "),
                        new Part.Natural(value.value()),
                        new Part.Text(" }"))
                .answers("load", value::value);
    }

    /** A {@code std::function} that calls nothing. */
    public Rendering emptyFunction(ObjectView function) {
        return Rendering.text(functionName(function) + " (empty)");
    }

    /**
     * Another {@code std::function}.
     *
     * @param target the type of what it calls; empty if that is not known
     * @param stored what it calls
     */
    public Rendering function(ObjectView function, String target, Supplier<ObjectView> stored) {
        String name = functionName(function);
        if (target.contains("(*)")) {
            Value pointer = stored.get().as(Types.CODE_POINTER).value();
            return Rendering.of(new Part.Text(name + " = "), new Part.Natural(pointer));
        }
        return Rendering.text(name + (target.isEmpty() ? "" : " = " + target));
    }

    private String functionName(ObjectView function) {
        return naming.of(function, List.of(function.argument(0)));
    }

    /** A {@code std::reference_wrapper}. */
    public Rendering reference(ObjectView reference, ObjectView pointer) {
        return Rendering.text(naming.of(reference) + "<" + reference.argument(0).name() + ">")
                .children(
                        Layout.NAMED,
                        () -> List.of(new Child("get()", pointer.target().value()))
                                .iterator())
                .pointsTo(() -> Optional.of(pointer.target().value()))
                .answers("get", () -> pointer.target().value());
    }
}
