package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.renderer.Contained;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.TypeNames;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Child;
import dev.sonde.engine.value.Rendering.Layout;
import dev.sonde.engine.value.Rendering.Part;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Types;
import dev.sonde.engine.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Classes around one object or a few. */
final class Wrappers {
    private static final Pattern MANAGER =
            Pattern.compile("std::(?:__8::)?any::_Manager_(internal|external)<(.*)>::_S_manage\\(.*");
    private static final Pattern HANDLER = Pattern.compile("std::_Function_handler<(.*)>::_M_invoke\\(.*");

    private Wrappers() {}

    static Rendering pair(ObjectView pair) {
        Value first = pair.member("first").value();
        Value second = pair.member("second").value();
        return Rendering.nothing()
                .children(
                        Layout.NAMED,
                        () -> List.of(new Child("first", first), new Child("second", second))
                                .iterator());
    }

    static Rendering adaptor(ObjectView adaptor) {
        Rendering inner = adaptor.member("c")
                .rendering()
                .orElseThrow(() -> new DebugException("The container inside is unknown"));
        return inner.summary(new Part.Text(LibstdcxxRenderers.shown(adaptor) + " wrapping: "), new Part.Summary(inner));
    }

    static Rendering optional(ObjectView optional) {
        String name = "std::optional<" + TypeNames.shown(optional.argument(0)) + ">";
        ObjectView payload = optional.member("_M_payload");
        if (payload.member("_M_engaged").number() == 0) {
            return Contained.nothing(name).answers("has_value", () -> ObjectView.truth(false));
        }
        ObjectView storage = payload.member("_M_payload");
        ObjectView value = storage.find("_M_value").orElse(storage);
        return Contained.of(name, name, value, Layout.NAMED).answers("has_value", () -> ObjectView.truth(true));
    }

    static Rendering variant(ObjectView variant) {
        List<Type> alternatives = variant.arguments();
        String name = LibstdcxxRenderers.shown(variant) + "<"
                + alternatives.stream().map(TypeNames::shown).collect(Collectors.joining(", ")) + ">";
        Value which = variant.member("_M_index").value();
        long index = variant.member("_M_index").number();
        if (index < 0 || index >= alternatives.size()) {
            return Contained.nothing(name).answers("index", () -> which);
        }
        ObjectView value = variant.member("_M_u").as(alternatives.get((int) index));
        String chosen = name + " [index " + index + "]";
        return Contained.of(chosen, chosen, value, Layout.ARRAY).answers("index", () -> which);
    }

    static Rendering any(ObjectView any) {
        String name = LibstdcxxRenderers.shown(any);
        long manager = any.member("_M_manager").number();
        if (manager == 0) {
            return Contained.nothing(name);
        }
        Matcher matcher = MANAGER.matcher(any.program().symbol(manager).orElse(""));
        if (!matcher.matches()) {
            throw new DebugException("Unknown manager function in " + name);
        }
        Type type = any.program()
                .type(matcher.group(2))
                .orElseThrow(() -> new DebugException("No type \"" + matcher.group(2) + "\" in current context."));
        ObjectView storage = any.member("_M_storage");
        ObjectView value = matcher.group(1).equals("internal")
                ? storage.member("_M_buffer").as(type)
                : any.at(type, storage.member("_M_ptr").number());
        return Contained.of(name, name + " containing " + TypeNames.shown(type), value, Layout.NAMED);
    }

    static Rendering atomic(ObjectView atomic) {
        Type type = atomic.argument(0);
        boolean pointer = type.unqualified() instanceof StructType struct
                && (struct.tag().startsWith("std::shared_ptr<") || struct.tag().startsWith("std::weak_ptr<"));
        if (pointer) {
            throw new DebugException("The counts of an atomic pointer are tagged");
        }
        ObjectView value = switch (type.unqualified()) {
            case Type.FloatType _ -> atomic.find("_M_fp").orElseGet(() -> atomic.member("_M_i"));
            case Type.PointerType _ -> atomic.member("_M_b", "_M_p");
            case Type.BooleanType _ -> atomic.member("_M_base", "_M_i");
            default -> atomic.member("_M_i");
        };
        return Rendering.of(
                        new Part.Text(LibstdcxxRenderers.shown(atomic) + "<" + type.name() + "> = { "),
                        new Part.Natural(value.value()),
                        new Part.Text(" }"))
                .answers("load", value::value);
    }

    /** What is called, by the name of the function that calls it. */
    static Rendering function(ObjectView function) {
        String name = LibstdcxxRenderers.shown(function) + "<" + TypeNames.shown(function.argument(0)) + ">";
        if (function.member("_M_manager").number() == 0) {
            return Rendering.text(name + " (empty)");
        }
        ObjectView functor = function.member("_M_functor");
        Matcher matcher = HANDLER.matcher(function.program()
                .symbol(function.member("_M_invoker").number())
                .orElse(""));
        String target = matcher.matches() ? secondArgument(matcher.group(1)) : "";
        if (target.contains("(*)")) {
            Value pointer = functor.as(Types.CODE_POINTER).value();
            return Rendering.of(new Part.Text(name + " = "), new Part.Natural(pointer));
        }
        return Rendering.text(name + (target.isEmpty() ? "" : " = " + target));
    }

    private static String secondArgument(String arguments) {
        List<String> all = dev.sonde.engine.renderer.ClassNames.arguments("<" + arguments + ">");
        return all.size() > 1 ? all.get(1) : "";
    }

    static Rendering reference(ObjectView reference) {
        ObjectView pointer = reference.member("_M_data");
        return Rendering.text(LibstdcxxRenderers.shown(reference) + "<"
                        + reference.argument(0).name() + ">")
                .children(
                        Layout.NAMED,
                        () -> List.of(new Child("get()", pointer.target().value()))
                                .iterator())
                .pointsTo(() -> Optional.of(pointer.target().value()))
                .answers("get", () -> pointer.target().value());
    }

    static Rendering ordering(ObjectView ordering) {
        String name = ordering.className().substring(ordering.className().lastIndexOf(':') + 1);
        long value = ordering.member("_M_value").number();
        String text = switch ((int) value) {
            case -1 -> "less";
            case 0 -> name.equals("strong_ordering") ? "equal" : "equivalent";
            case 1 -> "greater";
            case 2 -> "unordered";
            default -> throw new DebugException("No ordering has the value " + value);
        };
        return Rendering.text("std::" + name + "::" + text);
    }
}
