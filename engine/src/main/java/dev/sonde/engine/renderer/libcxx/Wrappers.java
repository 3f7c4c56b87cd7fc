package dev.sonde.engine.renderer.libcxx;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.renderer.ClassNames;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.cxx.ObjectWrappers;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Types;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Classes around one object or a few. */
final class Wrappers {
    private static final ObjectWrappers SHARED = new ObjectWrappers(LibcxxRenderers.NAMING);
    private static final Pattern HANDLER =
            Pattern.compile("std::__1::__any_imp::_(Small|Large)Handler<(.*)>::__handle(\\[abi:\\w+\\])?\\(.*");
    private static final Pattern CALLER = Pattern.compile("vtable for std::__1::__function::__func<(.*)>");

    private Wrappers() {}

    static Rendering pair(ObjectView pair) {
        return SHARED.pair(pair);
    }

    static Rendering adaptor(ObjectView adaptor) {
        return SHARED.adaptor(adaptor);
    }

    static Rendering tuple(ObjectView tuple) {
        return SHARED.tuple(
                tuple,
                tuple.find("__base_")
                        .filter(leaves -> !leaves.struct().bases().isEmpty())
                        .map(leaves -> () -> elements(leaves)));
    }

    /** Each element is in a base of its own. */
    private static List<ObjectView> elements(ObjectView leaves) {
        return IntStream.range(0, leaves.struct().bases().size())
                .mapToObj(leaves::base)
                .map(LibcxxRenderers::first)
                .toList();
    }

    static Rendering optional(ObjectView optional) {
        return SHARED.optional(optional, optional.member("__engaged_").number() != 0, () -> optional.member("__val_"));
    }

    static Rendering variant(ObjectView variant) {
        ObjectView impl = LibcxxRenderers.either(variant, "__impl_", "__impl");
        return SHARED.variant(variant, impl.member("__index"), impl.member("__data"));
    }

    static Rendering any(ObjectView any) {
        long handler = LibcxxRenderers.either(any, "__h_", "__h").number();
        if (handler == 0) {
            return SHARED.emptyAny(any);
        }
        Matcher matcher = HANDLER.matcher(any.program().symbol(handler).orElse(""));
        if (!matcher.matches()) {
            throw new DebugException("Unknown handler of a " + LibcxxRenderers.shown(any));
        }
        Type type = ObjectWrappers.heldType(any, matcher.group(2));
        ObjectView storage = LibcxxRenderers.either(any, "__s_", "__s");
        return SHARED.any(
                any,
                matcher.group(1).equals("Small")
                        ? storage.member("__buf").as(type)
                        : any.at(type, storage.member("__ptr").number()));
    }

    static Rendering atomic(ObjectView atomic) {
        return SHARED.atomic(atomic, atomic.member("__a_", "__a_value"));
    }

    /** What is called, by the vtable of what calls it. */
    static Rendering function(ObjectView function) {
        long callable = function.member("__f_", "__f_").number();
        if (callable == 0) {
            return SHARED.emptyFunction(function);
        }
        Matcher matcher = CALLER.matcher(
                function.program().symbol(function.word(callable)).orElse(""));
        String target = matcher.matches()
                ? ClassNames.arguments("<" + matcher.group(1) + ">").getFirst()
                : "";
        return SHARED.function(function, target, () -> function.at(Types.CODE_POINTER, callable + Long.BYTES));
    }

    static Rendering reference(ObjectView reference) {
        return SHARED.reference(reference, reference.member("__f_"));
    }

    static Rendering error(ObjectView error) {
        ObjectView category = error.member("__cat_");
        Type declared = category.pointed();
        Type real = error.program().dynamicType(declared, category.number()).orElse(declared);
        String tag = real.unqualified() instanceof StructType struct ? struct.tag() : real.name();
        return Rendering.text(LibcxxRenderers.shown(error) + " = {" + ClassNames.withoutVersions(tag) + ": "
                + error.member("__val_").number() + "}");
    }
}
