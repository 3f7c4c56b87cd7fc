package dev.sonde.engine.renderer.libcxx;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.renderer.ClassNames;
import dev.sonde.engine.renderer.Contained;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.TypeNames;
import dev.sonde.engine.value.BaseClass;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Child;
import dev.sonde.engine.value.Rendering.Layout;
import dev.sonde.engine.value.Rendering.Part;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Classes around one object or a few. */
final class Wrappers {
    private static final Pattern HANDLER =
            Pattern.compile("std::__1::__any_imp::_(Small|Large)Handler<(.*)>::__handle(\\[abi:\\w+\\])?\\(.*");
    private static final Pattern CALLER = Pattern.compile("vtable for std::__1::__function::__func<(.*)>");

    private Wrappers() {}

    static Rendering pair(ObjectView pair) {
        return Rendering.nothing()
                .children(
                        Layout.NAMED,
                        () -> List.of(
                                        new Child("first", pair.member("first").value()),
                                        new Child(
                                                "second", pair.member("second").value()))
                                .iterator());
    }

    static Rendering adaptor(ObjectView adaptor) {
        Rendering inner = adaptor.member("c")
                .rendering()
                .orElseThrow(() -> new DebugException("The container inside is unknown"));
        return inner.summary(new Part.Text(LibcxxRenderers.shown(adaptor) + " wrapping: "), new Part.Summary(inner));
    }

    static Rendering tuple(ObjectView tuple) {
        String name = LibcxxRenderers.shown(tuple);
        Optional<ObjectView> all = tuple.find("__base_");
        if (all.isEmpty() || all.get().struct().bases().isEmpty()) {
            return Rendering.text("empty " + name);
        }
        ObjectView leaves = all.get();
        return Rendering.text(name + " containing").children(Layout.NAMED, () -> {
            List<Child> children = new ArrayList<>();
            List<BaseClass> bases = leaves.struct().bases();
            for (int i = 0; i < bases.size(); i++) {
                ObjectView leaf = leaves.base(i);
                children.add(new Child(
                        "[" + (i + 1) + "]", leaf.find("__value_").orElse(leaf).value()));
            }
            return children.iterator();
        });
    }

    static Rendering optional(ObjectView optional) {
        String name = LibcxxRenderers.shown(optional) + "<" + shown(optional.argument(0)) + ">";
        if (optional.member("__engaged_").number() == 0) {
            return Contained.nothing(name).answers("has_value", () -> ObjectView.truth(false));
        }
        return Contained.of(name, name, optional.member("__val_"), Layout.NAMED)
                .answers("has_value", () -> ObjectView.truth(true));
    }

    static Rendering variant(ObjectView variant) {
        List<Type> alternatives = variant.arguments();
        String name = LibcxxRenderers.shown(variant) + "<"
                + alternatives.stream().map(Wrappers::shown).collect(Collectors.joining(", ")) + ">";
        ObjectView impl = variant.find("__impl_").orElseGet(() -> variant.member("__impl"));
        ObjectView which = impl.member("__index");
        long index = which.number();
        if (index < 0 || index >= alternatives.size()) {
            return Contained.nothing(name);
        }
        ObjectView value = impl.member("__data").as(alternatives.get((int) index));
        String chosen = name + " [index " + index + "]";
        return Contained.of(chosen, chosen, value, Layout.ARRAY).answers("index", which::value);
    }

    static Rendering any(ObjectView any) {
        String name = LibcxxRenderers.shown(any);
        long handler = any.find("__h_").orElseGet(() -> any.member("__h")).number();
        if (handler == 0) {
            return Contained.nothing(name);
        }
        Matcher matcher = HANDLER.matcher(any.program().symbol(handler).orElse(""));
        if (!matcher.matches()) {
            throw new DebugException("Unknown handler of a " + name);
        }
        Type type = any.program()
                .type(matcher.group(2))
                .orElseThrow(() -> new DebugException("No type \"" + matcher.group(2) + "\" in current context."));
        ObjectView storage = any.find("__s_").orElseGet(() -> any.member("__s"));
        ObjectView value = matcher.group(1).equals("Small")
                ? storage.member("__buf").as(type)
                : any.at(type, storage.member("__ptr").number());
        return Contained.of(name, name + " containing " + shown(type), value, Layout.NAMED);
    }

    static Rendering atomic(ObjectView atomic) {
        ObjectView value = atomic.member("__a_", "__a_value");
        return Rendering.of(
                        new Part.Text(LibcxxRenderers.shown(atomic) + "<"
                                + atomic.argument(0).name() + "> = { "),
                        new Part.Natural(value.value()),
                        new Part.Text(" }"))
                .answers("load", value::value);
    }

    /** What is called, by the vtable of what calls it. */
    static Rendering function(ObjectView function) {
        String name = LibcxxRenderers.shown(function) + "<" + shown(function.argument(0)) + ">";
        long callable = function.member("__f_", "__f_").number();
        if (callable == 0) {
            return Rendering.text(name + " (empty)");
        }
        Matcher matcher = CALLER.matcher(
                function.program().symbol(function.word(callable)).orElse(""));
        if (!matcher.matches()) {
            return Rendering.text(name);
        }
        String target = ClassNames.arguments("<" + matcher.group(1) + ">").getFirst();
        if (target.contains("(*)")) {
            ObjectView pointer = function.at(dev.sonde.engine.value.Types.CODE_POINTER, callable + Long.BYTES);
            return Rendering.of(new Part.Text(name + " = "), new Part.Natural(pointer.value()));
        }
        return Rendering.text(name + " = " + target);
    }

    static Rendering reference(ObjectView reference) {
        ObjectView pointer = reference.member("__f_");
        return Rendering.text(LibcxxRenderers.shown(reference) + "<"
                        + reference.argument(0).name() + ">")
                .children(
                        Layout.NAMED,
                        () -> List.of(new Child("get()", pointer.target().value()))
                                .iterator())
                .pointsTo(() -> Optional.of(pointer.target().value()))
                .answers("get", () -> pointer.target().value());
    }

    static Rendering error(ObjectView error) {
        ObjectView category = error.member("__cat_");
        Type declared = category.pointed();
        Type real = error.program().dynamicType(declared, category.number()).orElse(declared);
        String tag = real.unqualified() instanceof StructType struct ? struct.tag() : real.name();
        return Rendering.text(LibcxxRenderers.shown(error) + " = {" + ClassNames.withoutVersions(tag) + ": "
                + error.member("__val_").number() + "}");
    }

    private static String shown(Type type) {
        return ClassNames.withoutVersions(TypeNames.shown(type));
    }
}
