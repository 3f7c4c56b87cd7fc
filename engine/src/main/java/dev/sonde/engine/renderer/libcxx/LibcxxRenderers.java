package dev.sonde.engine.renderer.libcxx;

import dev.sonde.engine.renderer.ClassNames;
import dev.sonde.engine.renderer.Durations;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.Renderer;
import dev.sonde.engine.renderer.RendererProvider;
import dev.sonde.engine.renderer.TemplateRenderer;
import dev.sonde.engine.renderer.TypeNames;
import dev.sonde.engine.renderer.cxx.KeyedElements;
import dev.sonde.engine.renderer.cxx.Naming;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The classes of libc++, in the words of libstdc++'s printers, which users of gdb know. */
public final class LibcxxRenderers implements RendererProvider {
    /** The one that is needed. */
    public static final RendererProvider PROVIDER = new LibcxxRenderers();

    private static final String NAMESPACE = "std::__1::";

    static final Naming NAMING =
            new Naming(LibcxxRenderers::shown, type -> ClassNames.withoutVersions(TypeNames.shown(type)));

    private LibcxxRenderers() {}

    @Override
    public String name() {
        return "libc++";
    }

    @Override
    public List<Renderer> renderers() {
        List<Renderer> all = new ArrayList<>();
        add(all, "basic_string", Strings::string);
        add(all, "basic_string_view", Strings::view);
        add(all, "filesystem::path", Strings::path);
        add(all, "__fs::filesystem::path", Strings::path);
        add(all, "vector", Sequential::vector);
        add(all, "array", Sequential::array);
        add(all, "span", Sequential::span);
        add(all, "bitset", Sequential::bitset);
        add(all, "deque", Sequential::deque);
        add(all, "list", Lists::list);
        add(all, "forward_list", Lists::forwardList);
        add(all, "map", KeyedElements.map(Trees::elements));
        add(all, "multimap", KeyedElements.multimap(Trees::elements));
        add(all, "set", KeyedElements.set(Trees::elements));
        add(all, "multiset", KeyedElements.set(Trees::elements));
        add(all, "unordered_map", KeyedElements.map(HashTables::elements));
        add(all, "unordered_multimap", KeyedElements.multimap(HashTables::elements));
        add(all, "unordered_set", KeyedElements.set(HashTables::elements));
        add(all, "unordered_multiset", KeyedElements.set(HashTables::elements));
        add(all, "stack", Wrappers::adaptor);
        add(all, "queue", Wrappers::adaptor);
        add(all, "priority_queue", Wrappers::adaptor);
        add(all, "pair", Wrappers::pair);
        add(all, "tuple", Wrappers::tuple);
        add(all, "optional", Wrappers::optional);
        add(all, "variant", Wrappers::variant);
        add(all, "any", Wrappers::any);
        add(all, "atomic", Wrappers::atomic);
        add(all, "function", Wrappers::function);
        add(all, "reference_wrapper", Wrappers::reference);
        add(all, "error_code", Wrappers::error);
        add(all, "error_condition", Wrappers::error);
        add(all, "unique_ptr", Pointers::unique);
        add(all, "shared_ptr", Pointers::shared);
        add(all, "weak_ptr", Pointers::shared);
        add(all, "chrono::duration", duration -> Durations.duration(duration, duration.member("__rep_")));
        add(
                all,
                "chrono::time_point",
                point -> Durations.timePoint(point, point.member("__d_"), point.member("__d_", "__rep_")));
        add(all, "__wrap_iter", Iterators::ofVector);
        add(all, "__bit_iterator", Iterators::ofBits);
        add(all, "__deque_iterator", Iterators::ofDeque);
        add(all, "__list_iterator", Iterators::ofList);
        add(all, "__list_const_iterator", Iterators::ofList);
        add(all, "__forward_list_iterator", Iterators::ofForwardList);
        add(all, "__forward_list_const_iterator", Iterators::ofForwardList);
        add(all, "__map_iterator", Iterators::ofMap);
        add(all, "__map_const_iterator", Iterators::ofMap);
        add(all, "__tree_iterator", Iterators::ofTree);
        add(all, "__tree_const_iterator", Iterators::ofTree);
        add(all, "__hash_map_iterator", Iterators::ofMap);
        add(all, "__hash_map_const_iterator", Iterators::ofMap);
        add(all, "__hash_iterator", Iterators::ofHashTable);
        add(all, "__hash_const_iterator", Iterators::ofHashTable);
        return all;
    }

    private static void add(List<Renderer> all, String name, Function<ObjectView, Rendering> meaning) {
        // The names are those of the other library, but the classes are told apart by their namespace.
        all.add(new TemplateRenderer(NAMESPACE + name, template -> template, meaning));
    }

    /** The name of the template in summaries. */
    static String shown(ObjectView object) {
        return ClassNames.withoutVersions(object.template());
    }

    /** The first half of a pair of which empty classes take no room. */
    static ObjectView first(ObjectView pair) {
        return pair.find("__value_").orElse(pair);
    }

    /** What earlier versions of the library have in the first half of a pair, and later ones in a member of its own. */
    static ObjectView part(ObjectView object, String pair, String member) {
        return object.find(pair).map(LibcxxRenderers::first).orElseGet(() -> object.member(member));
    }

    /** A member that has another name in earlier versions of the library. */
    static ObjectView either(ObjectView object, String name, String earlier) {
        return object.find(name).orElseGet(() -> object.member(earlier));
    }

    /** What a container holds: what its allocator is for. */
    static Type element(ObjectView container) {
        for (Type argument : container.arguments()) {
            if (argument.unqualified() instanceof StructType struct
                    && struct.tag().startsWith("std::__1::allocator<")) {
                return ObjectView.argument(argument, 0);
            }
        }
        return container.argument(0);
    }
}
