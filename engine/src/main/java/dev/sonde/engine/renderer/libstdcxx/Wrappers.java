package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.renderer.ClassNames;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.cxx.ObjectWrappers;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Classes around one object or a few. */
final class Wrappers {
    private static final ObjectWrappers SHARED = new ObjectWrappers(LibstdcxxRenderers.NAMING);
    private static final Pattern MANAGER =
            Pattern.compile("std::(?:__8::)?any::_Manager_(internal|external)<(.*)>::_S_manage\\(.*");
    private static final Pattern HANDLER = Pattern.compile("std::_Function_handler<(.*)>::_M_invoke\\(.*");

    private Wrappers() {}

    static Rendering pair(ObjectView pair) {
        return SHARED.pair(pair);
    }

    static Rendering adaptor(ObjectView adaptor) {
        return SHARED.adaptor(adaptor);
    }

    static Rendering tuple(ObjectView tuple) {
        return SHARED.tuple(
                tuple, tuple.struct().bases().isEmpty() ? Optional.empty() : Optional.of(() -> Tuples.elements(tuple)));
    }

    static Rendering optional(ObjectView optional) {
        ObjectView payload = optional.member("_M_payload");
        return SHARED.optional(optional, payload.member("_M_engaged").number() != 0, () -> {
            ObjectView storage = payload.member("_M_payload");
            return storage.find("_M_value").orElse(storage);
        });
    }

    static Rendering variant(ObjectView variant) {
        return SHARED.variant(variant, variant.member("_M_index"), variant.member("_M_u"));
    }

    static Rendering any(ObjectView any) {
        long manager = any.member("_M_manager").number();
        if (manager == 0) {
            return SHARED.emptyAny(any);
        }
        Matcher matcher = MANAGER.matcher(any.program().symbol(manager).orElse(""));
        if (!matcher.matches()) {
            throw new DebugException("Unknown manager function in " + LibstdcxxRenderers.shown(any));
        }
        Type type = ObjectWrappers.heldType(any, matcher.group(2));
        ObjectView storage = any.member("_M_storage");
        return SHARED.any(
                any,
                matcher.group(1).equals("internal")
                        ? storage.member("_M_buffer").as(type)
                        : any.at(type, storage.member("_M_ptr").number()));
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
        return SHARED.atomic(atomic, value);
    }

    /** What is called, by the name of the function that calls it. */
    static Rendering function(ObjectView function) {
        if (function.member("_M_manager").number() == 0) {
            return SHARED.emptyFunction(function);
        }
        Matcher matcher = HANDLER.matcher(function.program()
                .symbol(function.member("_M_invoker").number())
                .orElse(""));
        String target = matcher.matches() ? secondArgument(matcher.group(1)) : "";
        return SHARED.function(function, target, () -> function.member("_M_functor"));
    }

    private static String secondArgument(String arguments) {
        List<String> all = ClassNames.arguments("<" + arguments + ">");
        return all.size() > 1 ? all.get(1) : "";
    }

    static Rendering reference(ObjectView reference) {
        return SHARED.reference(reference, reference.member("_M_data"));
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
