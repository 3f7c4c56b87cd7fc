package dev.sonde.engine.renderer.libcxx;

import dev.sonde.engine.renderer.Maps;
import dev.sonde.engine.renderer.ObjectView;
import dev.sonde.engine.renderer.Sequences;
import dev.sonde.engine.value.Rendering;
import dev.sonde.engine.value.Rendering.Layout;
import dev.sonde.engine.value.StructType;
import dev.sonde.engine.value.Type;
import dev.sonde.engine.value.Value;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;

/** Lists, and the hash tables whose nodes are in one list. */
final class Linked {
    /** A node of a list without its value: the one before, the one behind. */
    static final int LIST_NODE = 2 * Long.BYTES;
    /** A node of a list that is linked one way. */
    static final int FORWARD_NODE = Long.BYTES;
    /** A node of a hash table: the next one and the hash. */
    static final int HASH_NODE = 2 * Long.BYTES;

    private Linked() {}

    static Rendering list(ObjectView list) {
        Type element = list.argument(0);
        ObjectView end = list.member("__end_");
        long head = end.address();
        long first = end.member("__next_").number();
        return nodes(
                list,
                first == head,
                () -> Sequences.map(
                        Sequences.linked(first, head, node -> list.word(node + Long.BYTES)),
                        node -> value(list, node, LIST_NODE, element)));
    }

    static Rendering forwardList(ObjectView list) {
        Type element = list.argument(0);
        long first = LibcxxRenderers.first(list.member("__before_begin_"))
                .member("__next_")
                .number();
        return nodes(
                list,
                first == 0,
                () -> Sequences.map(
                        Sequences.linked(first, 0, list::word), node -> value(list, node, FORWARD_NODE, element)));
    }

    private static Value value(ObjectView list, long node, int header, Type element) {
        return list.at(element, ObjectView.aligned(node + header, element)).value();
    }

    private static Rendering nodes(ObjectView list, boolean empty, Supplier<Iterator<Value>> values) {
        String name = LibcxxRenderers.shown(list);
        return Rendering.text(empty ? "empty " + name : name)
                .elements(Layout.NAMED, values)
                .index(index -> index instanceof Value.Scalar number
                        ? Sequences.nth(values.get(), number.bits())
                        : Optional.empty())
                .answers("empty", () -> ObjectView.truth(empty))
                .answers("front", () -> values.get().next());
    }

    static Rendering map(ObjectView map) {
        return Maps.withKeys(multimap(map), map, elements(map));
    }

    static Rendering multimap(ObjectView map) {
        return Maps.map(LibcxxRenderers.shown(map), size(map), elements(map));
    }

    static Rendering set(ObjectView set) {
        return Maps.set(LibcxxRenderers.shown(set), size(set), elements(set));
    }

    private static long size(ObjectView container) {
        ObjectView table = container.member("__table_");
        ObjectView size = table.find("__p2_").map(LibcxxRenderers::first).orElseGet(() -> table.member("__size_"));
        return size.number();
    }

    private static Supplier<Iterator<ObjectView>> elements(ObjectView container) {
        ObjectView table = container.member("__table_");
        ObjectView first =
                table.find("__p1_").map(LibcxxRenderers::first).orElseGet(() -> table.member("__first_node_"));
        long start = first.member("__next_").number();
        Type element = element(container);
        return () -> Sequences.map(
                Sequences.linked(start, 0, container::word),
                node -> container.at(element, ObjectView.aligned(node + HASH_NODE, element)));
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
