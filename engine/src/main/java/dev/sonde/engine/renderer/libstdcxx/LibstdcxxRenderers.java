package dev.sonde.engine.renderer.libstdcxx;

import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.Renderer;
import dev.sonde.engine.renderer.RendererProvider;
import dev.sonde.engine.renderer.TemplateRenderer;
import dev.sonde.engine.renderer.TypeNames;
import dev.sonde.engine.renderer.cxx.KeyedElements;
import dev.sonde.engine.renderer.cxx.Naming;
import dev.sonde.engine.value.Rendering;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The classes of libstdc++, in the words of its own printers for gdb. What those leave as it is stored is left so too,
 * unless nobody could read it.
 */
public final class LibstdcxxRenderers implements RendererProvider {
    /** The one that is needed. */
    public static final RendererProvider PROVIDER = new LibstdcxxRenderers();

    static final Naming NAMING = new Naming(LibstdcxxRenderers::shown, TypeNames::shown);

    private LibstdcxxRenderers() {}

    @Override
    public String name() {
        return "libstdc++-v6";
    }

    @Override
    public List<Renderer> renderers() {
        List<Renderer> all = new ArrayList<>();
        add(all, "std::basic_string", Strings::string);
        add(all, "std::basic_string_view", Strings::view);
        add(all, "std::filesystem::path", Paths::path);
        add(all, "std::vector", Vectors::vector);
        add(all, "std::array", Vectors::array);
        add(all, "std::span", Vectors::span);
        add(all, "std::initializer_list", Vectors::initializerList);
        add(all, "std::bitset", Vectors::bitset);
        add(all, "std::deque", Deques::deque);
        add(all, "std::list", Lists::list);
        add(all, "std::forward_list", Lists::forwardList);
        add(all, "std::map", KeyedElements.map(Trees::elements));
        add(all, "std::multimap", KeyedElements.multimap(Trees::elements));
        add(all, "std::set", KeyedElements.set(Trees::elements));
        add(all, "std::multiset", KeyedElements.set(Trees::elements));
        add(all, "std::unordered_map", KeyedElements.map(HashTables::elements));
        add(all, "std::unordered_multimap", KeyedElements.multimap(HashTables::elements));
        add(all, "std::unordered_set", KeyedElements.set(HashTables::elements));
        add(all, "std::unordered_multiset", KeyedElements.set(HashTables::elements));
        add(all, "std::stack", Wrappers::adaptor);
        add(all, "std::queue", Wrappers::adaptor);
        add(all, "std::priority_queue", Wrappers::adaptor);
        add(all, "std::pair", Wrappers::pair);
        add(all, "std::tuple", Wrappers::tuple);
        add(all, "std::optional", Wrappers::optional);
        add(all, "std::variant", Wrappers::variant);
        add(all, "std::any", Wrappers::any);
        add(all, "std::atomic", Wrappers::atomic);
        add(all, "std::function", Wrappers::function);
        add(all, "std::reference_wrapper", Wrappers::reference);
        add(all, "std::unique_ptr", Pointers::unique);
        add(all, "std::shared_ptr", Pointers::shared);
        add(all, "std::weak_ptr", Pointers::shared);
        add(all, "std::error_code", Errors::code);
        add(all, "std::error_condition", Errors::condition);
        for (String ordering : List.of("partial_ordering", "weak_ordering", "strong_ordering")) {
            add(all, "std::" + ordering, Wrappers::ordering);
        }
        add(all, "std::chrono::duration", Times::duration);
        add(all, "std::chrono::time_point", Times::timePoint);
        add(all, "__gnu_cxx::__normal_iterator", Iterators::ofVector);
        add(all, "std::_Bit_iterator", Iterators::ofBits);
        add(all, "std::_Bit_const_iterator", Iterators::ofBits);
        add(all, "std::_Bit_reference", Iterators::bit);
        add(all, "std::_Deque_iterator", Iterators::ofDeque);
        add(all, "std::_List_iterator", Iterators::ofList);
        add(all, "std::_List_const_iterator", Iterators::ofList);
        add(all, "std::_Fwd_list_iterator", Iterators::ofForwardList);
        add(all, "std::_Fwd_list_const_iterator", Iterators::ofForwardList);
        add(all, "std::_Rb_tree_iterator", Iterators::ofTree);
        add(all, "std::_Rb_tree_const_iterator", Iterators::ofTree);
        add(all, "std::__detail::_Node_iterator", Iterators::ofHashTable);
        add(all, "std::__detail::_Node_const_iterator", Iterators::ofHashTable);
        return all;
    }

    private static void add(List<Renderer> all, String name, Function<ObjectView, Rendering> meaning) {
        all.add(new TemplateRenderer(name, LibstdcxxRenderers::plain, meaning));
    }

    /** The name without the namespaces of ABI versions and of the debug mode. */
    private static String plain(String template) {
        return template.contains("::__")
                ? template.replace("::__8::", "::")
                        .replace("::__cxx11::", "::")
                        .replace("::__cxx1998::", "::")
                        .replace("::__debug::", "::")
                : template;
    }

    /** The name of the template in summaries. */
    static String shown(ObjectView object) {
        return object.template().replace("::__8::", "::");
    }
}
